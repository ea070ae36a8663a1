/**
 * The server's only auxiliary process. It recovers the cluster, as PostgreSQL's startup process does; then it makes the checkpoints, as the
 * checkpointer does; and it answers questions of the host, which real ones do not.
 */
import { decodeBackend } from '../../wire/decode-backend.ts'
import { encodeFrontend } from '../../wire/encode.ts'
import { frames } from '../../wire/frames.ts'
import type { Steps } from '../machine/entries.ts'
import type { Machine } from '../machine/machine.ts'
import { mainLoop, makeCheckpoint, reloadAuxiliary, startAuxiliary } from '../process/backend.ts'
import { Process } from '../process/process.ts'
import type { ProcessScheduler } from '../process/scheduler.ts'

/** As it shows in pg_stat_activity. */
const AUXILIARY_PID = 100
/** Of the first session. */
export const FIRST_PID = AUXILIARY_PID + 1

export class AuxiliaryProcess {
  readonly process: Process
  readonly #machine: Machine
  readonly #scheduler: ProcessScheduler

  private constructor(machine: Machine, scheduler: ProcessScheduler, process: Process) {
    this.#machine = machine
    this.#scheduler = scheduler
    this.process = process
  }

  /** Starts it, as a copy of `parent`. */
  static start(machine: Machine, scheduler: ProcessScheduler, parent: Process): AuxiliaryProcess {
    const started = new AuxiliaryProcess(machine, scheduler, new Process(AUXILIARY_PID, parent))
    started.#run(startAuxiliary(machine, started.process))
    started.process.takeOutput()
    return started
  }

  /** One that has been started before: its memory is yet to be restored. */
  static restored(machine: Machine, scheduler: ProcessScheduler): AuxiliaryProcess {
    const process = new Process(AUXILIARY_PID)
    process.isStarting = false
    return new AuxiliaryProcess(machine, scheduler, process)
  }

  /** Makes the shutdown checkpoint and exits. */
  end(): void {
    this.process.feed(encodeFrontend({ type: 'Terminate' }))
    this.#run(mainLoop(this.#machine, this.process))
  }

  checkpoint(): void {
    this.#run(makeCheckpoint(this.#machine, (query) => this.#execute(query)))
    this.process.takeOutput()
  }

  reload(): void {
    this.#run(reloadAuxiliary(this.#machine))
  }

  /** `pg_blocking_pids(pid)`. */
  blockersOf(pid: number): number[] {
    this.#run(this.#execute(`select unnest(pg_catalog.pg_blocking_pids(${pid}))`))
    const blockers: number[] = []
    for (const bytes of this.process.takeOutput())
      for (const { code, offset, length } of frames(bytes)) {
        if (code !== 'D') continue
        const row = decodeBackend(bytes.subarray(offset, offset + length))
        if (row.type === 'DataRow') blockers.push(Number(new TextDecoder().decode(row.values[0] ?? undefined)))
      }
    return [...new Set(blockers)]
  }

  /** At once, on top of the process that is executing, if there is one. */
  #run(steps: Steps): void {
    this.#scheduler.runInside(this.process, steps)
  }

  *#execute(query: string): Steps {
    this.process.feed(encodeFrontend({ type: 'Query', query }))
    yield* mainLoop(this.#machine, this.process)
  }
}

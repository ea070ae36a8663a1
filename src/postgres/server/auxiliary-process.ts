/**
 * The process that recovers the cluster at the start, and then does for the sessions what only it may, or what the host wants to know.
 */
import { decodeBackend } from '../../wire/decode-backend.ts'
import { encodeFrontend } from '../../wire/encode.ts'
import { frames } from '../../wire/frames.ts'
import type { Steps } from '../machine/entries.ts'
import type { Machine } from '../machine/machine.ts'
import { mainLoop, makeCheckpoint, reloadAsChild, startFirst } from '../process/backend.ts'
import { Process } from '../process/process.ts'
import type { Scheduler } from '../process/scheduler.ts'

/** As it shows in pg_stat_activity; the pids of sessions follow. */
export const FIRST_PID = 100

export class FirstProcess {
  readonly process: Process
  readonly #machine: Machine
  readonly #scheduler: Scheduler

  /** Starts it, a copy of `origin`. */
  constructor(machine: Machine, scheduler: Scheduler, origin: Process) {
    this.#machine = machine
    this.#scheduler = scheduler
    this.process = new Process(FIRST_PID, origin)
    this.#do(startFirst(machine, this.process))
    this.process.takeOutput()
  }

  /** Writes the shutdown checkpoint and exits. */
  end(): void {
    this.process.feed(encodeFrontend({ type: 'Terminate' }))
    this.#do(mainLoop(this.#machine))
  }

  checkpoint(): void {
    this.#do(makeCheckpoint(this.#machine, (query) => this.#execute(query)))
    this.process.takeOutput()
  }

  reload(): void {
    this.#do(reloadAsChild(this.#machine))
  }

  /** `pg_blocking_pids(pid)`. */
  blockersOf(pid: number): number[] {
    this.#do(this.#execute(`select unnest(pg_catalog.pg_blocking_pids(${pid}))`))
    const blockers: number[] = []
    for (const bytes of this.process.takeOutput())
      for (const { code, offset, length } of frames(bytes)) {
        if (code !== 'D') continue
        const row = decodeBackend(bytes.subarray(offset, offset + length))
        if (row.type === 'DataRow') blockers.push(Number(new TextDecoder().decode(row.values[0] ?? undefined)))
      }
    return [...new Set(blockers)]
  }

  /** At once, inside whatever process is executing. */
  #do(steps: Steps): void {
    this.#scheduler.runInside(this.process, steps)
  }

  *#execute(query: string): Steps {
    this.process.feed(encodeFrontend({ type: 'Query', query }))
    yield* mainLoop(this.#machine)
  }
}

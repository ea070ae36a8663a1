/**
 * The process that recovers the cluster at the start, and then does for the sessions what only it may, or what the host wants to know.
 * May import: wire, backend, machine, process, scheduler.
 */
import { decodeBackend } from '../wire/decode-backend.ts'
import { encodeFrontend } from '../wire/encode.ts'
import { frames } from '../wire/frames.ts'
import { endSession, executeMessages, makeCheckpoint, startFirst } from './backend.ts'
import type { Machine } from './machine.ts'
import { Process } from './process.ts'
import type { Scheduler } from './scheduler.ts'

/** As it shows in pg_stat_activity; the pids of sessions follow. */
export const FIRST_PID = 100

export class FirstProcess {
  readonly process = new Process(FIRST_PID)
  readonly #machine: Machine
  readonly #scheduler: Scheduler

  constructor(machine: Machine, scheduler: Scheduler) {
    this.#machine = machine
    this.#scheduler = scheduler
  }

  start(): void {
    this.#scheduler.run(this.process, () => startFirst(this.#machine, FIRST_PID))
    this.process.takeOutput()
  }

  /** Writes the shutdown checkpoint and exits. */
  end(): void {
    this.process.feed(encodeFrontend({ type: 'Terminate' }))
    this.#scheduler.run(this.process, () => endSession(this.#machine, () => this.process.hasInput))
  }

  checkpoint(): void {
    this.#scheduler.run(this.process, () => makeCheckpoint(this.#machine, (query) => this.#execute(query)))
    this.process.takeOutput()
  }

  /** `pg_blocking_pids(pid)`. */
  blockersOf(pid: number): number[] {
    this.#scheduler.run(this.process, () => this.#execute(`select unnest(pg_catalog.pg_blocking_pids(${pid}))`))
    const blockers: number[] = []
    for (const bytes of this.process.takeOutput())
      for (const { code, offset, length } of frames(bytes)) {
        if (code !== 'D') continue
        const row = decodeBackend(bytes.subarray(offset, offset + length))
        if (row.type === 'DataRow') blockers.push(Number(new TextDecoder().decode(row.values[0] ?? undefined)))
      }
    return [...new Set(blockers)]
  }

  #execute(query: string): void {
    this.process.feed(encodeFrontend({ type: 'Query', query }))
    executeMessages(this.#machine, () => this.process.hasInput)
  }
}

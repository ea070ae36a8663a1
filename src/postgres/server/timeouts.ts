/** PostgreSQL's own table of timeouts (`all_timeouts` in timeout.c), read in the memory of the loaded process, and what has changed in it. */

import type { Machine } from '../machine/machine.ts'
import type { ServerEvent, TimerName } from './events.ts'

/** TimeoutId, in the order of timeout.h. */
const TIMEOUTS: readonly (readonly [id: number, name: TimerName])[] = [
  [1, 'deadlock_timeout'],
  [2, 'lock_timeout'],
  [3, 'statement_timeout'],
  [7, 'idle_in_transaction_session_timeout'],
  [8, 'transaction_timeout'],
  [9, 'idle_session_timeout'],
]
/** timeout_params: `active` at 4, `indicator` at 5, `start_time` at 16, `fin_time` at 24, as get_timeout_active() and its neighbours read them. */
const ELEMENT = { size: 40, active: 4, indicator: 5, start: 16, finish: 24 }
/** Timestamps are microseconds since 2000. */
const EPOCH = Date.UTC(2000, 0, 1)

type TimerEvent =
  Extract<ServerEvent, { kind: `timer-${string}` }> extends infer E ? (E extends unknown ? Omit<E, 'at' | 'session'> : never) : never

export class TimeoutTable {
  /** As it was when last read. */
  readonly #armed = new Map<TimerName, { since: number; due: number }>()

  /** When the first of them fires; Infinity if none is armed. */
  get nextDeadline(): number {
    return Math.min(...[...this.#armed.values()].map(({ due }) => due))
  }

  /** What has happened to the timers since the last call. One that has fired has its indicator set until PostgreSQL asks for it. */
  changes(machine: Machine): TimerEvent[] {
    const table = new DataView(machine.memory.buffer, machine.exports.all_timeouts.value)
    const events: TimerEvent[] = []
    for (const [id, timer] of TIMEOUTS) {
      const at = id * ELEMENT.size
      const since = table.getUint8(at + ELEMENT.active) ? this.#time(table, at + ELEMENT.start) : null
      const known = this.#armed.get(timer)?.since ?? null
      if (since === known) continue
      if (known !== null)
        events.push({ kind: since === null && table.getUint8(at + ELEMENT.indicator) ? 'timer-fired' : 'timer-disarmed', timer })
      this.#armed.delete(timer)
      if (since === null) continue
      const armed = { since, due: this.#time(table, at + ELEMENT.finish) }
      this.#armed.set(timer, armed)
      events.push({ kind: 'timer-armed', timer, ...armed })
    }
    return events
  }

  #time(table: DataView, at: number): number {
    return EPOCH + Number(table.getBigInt64(at, true)) / 1000
  }
}

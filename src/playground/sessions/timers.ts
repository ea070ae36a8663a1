/** Which timers of which session are armed, as a run tells. */
import type { RunEvent, TimerName } from '../../messages/event.ts'

export class ArmedTimers {
  /** By session and timer: after how many milliseconds it fires. */
  readonly #armed = new Map<number, Map<TimerName, number>>()

  add(event: RunEvent): void {
    if (event.kind === 'timer-armed') {
      const timers = this.#armed.get(event.session) ?? new Map<TimerName, number>()
      this.#armed.set(event.session, timers.set(event.timer, event.due - event.since))
    } else if (event.kind === 'timer-fired' || event.kind === 'timer-disarmed') this.#armed.get(event.session)?.delete(event.timer)
    else if (event.kind === 'session-closed') this.#armed.delete(event.session)
  }

  clear(): void {
    this.#armed.clear()
  }

  /** In words. */
  of(session: number): string {
    return [...(this.#armed.get(session) ?? [])].map(([timer, ms]) => `${timer} ${Math.round(ms).toLocaleString('en')} ms`).join(', ')
  }
}

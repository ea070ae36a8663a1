/** A wait that blocks the thread. */
import type { Scheduler } from './scheduler.ts'

export interface BlockedWait {
  readonly deadline: number
  /** Asked before each sleep. */
  isOver(): boolean
  /** Another time at which to ask: of an alarm whose firing does not count as something that is still to happen. */
  readonly alarm?: () => number
  /** Whether timers may fire on top of what waits. */
  readonly mayFire: boolean
  /** Called before each sleep. */
  readonly onSleep?: () => void
}

/** Returns when the wait is over. Throws if nobody can end it. */
export function block(
  scheduler: Pick<Scheduler, 'clock' | 'timers' | 'onStuck' | 'checkInterrupts'>,
  { deadline, isOver, alarm = () => Number.POSITIVE_INFINITY, mayFire, onSleep = () => {} }: BlockedWait,
): void {
  const { clock, timers } = scheduler
  for (;;) {
    if (isOver() || clock.now() >= deadline) return
    if (mayFire) {
      timers.fire()
      if (isOver()) return
    }
    onSleep()
    if (Math.min(deadline, timers.nextWakingDeadline()) < Number.POSITIVE_INFINITY)
      clock.sleepUntil(Math.min(deadline, alarm(), mayFire ? timers.nextDeadline() : Number.POSITIVE_INFINITY))
    else if (!scheduler.onStuck()) throw new Error('nothing will happen any more that could end this wait')
    scheduler.checkInterrupts()
  }
}

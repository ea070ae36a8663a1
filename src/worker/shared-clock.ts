/** Lets Python, and all else in this thread, read the server's clock. */
import type { Clock } from '../scheduling/clock.ts'

/** Emscripten's clocks, which `time` and `datetime` read, call these two functions. The clock itself keeps the original ones. */
export function shareClock(clock: Clock): void {
  const zero = clock.now() - performance.now()
  performance.now = () => clock.now() - zero
  Date.now = () => Math.floor(clock.now())
}

/** Lets everything in this thread that asks for the time, Python above all, read the server's clock. */
import type { Clock } from '../scheduling/clock.ts'

/** Python's `time` and `datetime` come here, through Emscripten. The clock itself has kept the original functions. */
export function shareClock(clock: Clock): void {
  const zero = clock.now() - performance.now()
  performance.now = () => clock.now() - zero
  Date.now = () => Math.floor(clock.now())
}

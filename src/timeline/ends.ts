/** Whether something was still going on at the end of a run. Pure. */
import type { RunEvent } from '../messages/event.ts'
import { tracksOf } from './tracks.ts'

export function isOpen(events: readonly RunEvent[]): boolean {
  const { calls, sessions } = tracksOf(events)
  return calls.some(({ to }) => to === null) || sessions.some(({ closed }) => closed === null)
}

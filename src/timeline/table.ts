/** What happened, with exact times: a row for each event that there is something to say of. Pure. */
import type { RunEvent } from '../messages/event.ts'
import { descriptionsOf } from './text.ts'

export interface TableRow {
  /** In milliseconds, to the microsecond. */
  readonly at: string
  /** Since the row before. */
  readonly since: string
  readonly line: string
  readonly text: string
}

export function tableOf(events: readonly RunEvent[]): TableRow[] {
  let before = 0
  return descriptionsOf(events).flatMap((text, index) => {
    if (text === null) return []
    const event = events[index]!
    const since = event.at - before
    before = event.at
    const line = 'line' in event && event.line !== null ? String(event.line) : ''
    return [{ at: event.at.toFixed(3), since: since.toFixed(3), line, text }]
  })
}

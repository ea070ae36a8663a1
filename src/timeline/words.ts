/** How calls and reports are written where there is little room. Pure. */
import type { ServerReport } from '../messages/event.ts'
import type { Call } from './tracks.ts'

/** As one would write it, shortened: `execute SELECT 1`, `time.sleep(0.6)`, `rollback()`. */
export function callLabel(call: Pick<Call, 'function' | 'text'>): string {
  const name = call.function.replace(/^(cursor|connection)\./, '')
  const text = call.text.replace(/\s+/g, ' ').trim()
  return text !== '' && /^(execute|connect|copy)/.test(name) ? `${name} ${text}` : `${name}(${text})`
}

export const reportText = (report: ServerReport) => `${report.severity} ${report.sqlstate}: ${report.message}`

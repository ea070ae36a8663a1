/** How calls, states and reports are written where there is little room. Pure. */
import type { ServerReport, SessionState } from '../messages/event.ts'
import type { Call } from './tracks.ts'

/** As one would write it, shortened: `execute SELECT 1`, `time.sleep(0.6)`, `rollback()`. */
export function callLabel(call: Pick<Call, 'function' | 'text'>): string {
  const name = call.function.replace(/^(cursor|connection)\./, '')
  const text = call.text.replace(/\s+/g, ' ').trim()
  return text !== '' && /^(execute|connect|copy)/.test(name) ? `${name} ${text}` : `${name}(${text})`
}

/** The same in fewer words, which still tell calls apart; the longest first. */
export function shortCallLabels(call: Pick<Call, 'function' | 'text'>): string[] {
  const name = call.function.replace(/^\w+\./, '')
  const text = call.text.replace(/\s+/g, ' ').trim()
  if (/^(execute|copy)/.test(name) && text !== '') return [text, text.replace(/^SELECT (?=\w+\()/i, ''), text.split(' ', 1)[0]!]
  if (name === 'connect') return ['connect']
  return text === '' ? [name] : [`${name}(${text})`, name]
}

const shortStates: Readonly<Record<SessionState, readonly string[]>> = {
  active: [],
  idle: [],
  'idle in transaction': ['in transaction', 'in tx'],
  'idle in transaction (aborted)': ['aborted'],
}
export const shortStateLabels = (state: SessionState) => shortStates[state]

export const reportText = (report: ServerReport) => `${report.severity} ${report.sqlstate}: ${report.message}`

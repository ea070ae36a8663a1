/** The events with their exact times, as a table. */
import type { RunEvent } from '../../messages/event.ts'
import { tableOf } from '../../timeline/table.ts'

const ROWS_AT_MOST = 2000
const heads = ['Time, ms', 'Since the last, ms', 'Line', 'What']

/** Fills `target`. */
export function showTable(target: HTMLElement, events: readonly RunEvent[]): void {
  const rows = tableOf(events)
  const table = document.createElement('table')
  const head = table.createTHead().insertRow()
  for (const text of heads) {
    const cell = document.createElement('th')
    cell.scope = 'col'
    cell.textContent = text
    head.append(cell)
  }
  const body = table.createTBody()
  for (const { at, since, line, text } of rows.slice(0, ROWS_AT_MOST)) {
    const row = body.insertRow()
    for (const value of [at, since, line, text]) row.insertCell().textContent = value
  }
  const left = rows.length - ROWS_AT_MOST
  const more = document.createElement('p')
  more.textContent = left > 0 ? `And ${left.toLocaleString('en')} more.` : ''
  target.replaceChildren(table, ...(left > 0 ? [more] : []))
}

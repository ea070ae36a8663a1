/** An error or a notice as psql prints it. Pure. */
import type { ReportFields } from '../wire/report.ts'
import { width } from './width.ts'

/** Of a longer line an excerpt is shown, around the place. In columns. */
const WINDOW = 60
/** So much of it at the right of the place. */
const RIGHT = 10

/** `query` is what was sent. */
export function reportText(fields: ReportFields, query: string | null): string {
  const isError = /^(ERROR|FATAL|PANIC)$/.test(fields.severityNonlocalized ?? fields.severity)
  let text = `${fields.severity}:  ${fields.message}\n`
  const [position, shown] = fields.position ? [fields.position, query] : [fields.internalPosition, fields.internalQuery ?? null]
  if (position && shown !== null) text += excerpt(shown, Number(position))
  if (fields.detail) text += `DETAIL:  ${fields.detail}\n`
  if (fields.hint) text += `HINT:  ${fields.hint}\n`
  if (fields.internalQuery) text += `QUERY:  ${fields.internalQuery}\n`
  if (isError && fields.where) text += `CONTEXT:  ${fields.where}\n`
  return text
}

/** `\errverbose` */
export function verboseText(fields: ReportFields, query: string | null): string {
  const [first = '', ...rest] = reportText(fields, query).split('\n')
  const places = [
    ['SCHEMA NAME', fields.schemaName],
    ['TABLE NAME', fields.tableName],
    ['COLUMN NAME', fields.columnName],
    ['DATATYPE NAME', fields.dataTypeName],
    ['CONSTRAINT NAME', fields.constraintName],
  ].flatMap(([name, value]) => (value ? [`${name}:  ${value}`] : []))
  const location = fields.file ? [`LOCATION:  ${fields.routine}, ${fields.file}:${fields.line}`] : []
  return [first.replace(/^(\w+): {2}/, `$1:  ${fields.code}: `), ...rest.slice(0, -1), ...places, ...location, ''].join('\n')
}

/** `position` counts characters, from 1. */
function excerpt(query: string, position: number): string {
  const characters = [...query.replace(/\r\n?/g, '\n')]
  const at = Math.min(position - 1, characters.length)
  if (at < 0 || characters.length === 0) return ''
  const number = characters.slice(0, at).filter((character) => character === '\n').length + 1
  const start = characters.lastIndexOf('\n', at - 1) + 1
  const end = characters.indexOf('\n', at)
  const line = characters.slice(at === 0 ? 0 : start, end < 0 ? undefined : end).map((character) => (character === '\t' ? ' ' : character))
  const caret = at - (at === 0 ? 0 : start)
  const columns = (from: number, to: number) => width(line.slice(from, to).join(''))
  let [first, last] = [0, line.length]
  if (columns(first, last) > WINDOW) {
    if (columns(0, caret) + RIGHT <= WINDOW) while (columns(0, last) > WINDOW) last--
    else {
      while (columns(caret, last) > RIGHT) last--
      while (columns(first, last) > WINDOW) first++
    }
  }
  const prefix = `LINE ${number}: ${first > 0 ? '...' : ''}`
  const shown = line.slice(first, last).join('') + (last < line.length ? '...' : '')
  return `${prefix}${shown}\n${' '.repeat(width(prefix) + columns(first, caret))}^\n`
}

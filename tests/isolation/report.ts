/** Errors and notices as libpq writes them. May import: wire. */
import type { ReportFields } from '../../src/wire/report.ts'

/** `query` is given with an error: the line of it that the error points at is shown, if it is short enough, and the context. */
export function formatReport(report: ReportFields, query?: string): string {
  const { severity, message, detail, hint, where, internalQuery } = report
  const parts: [string, string | undefined][] = [
    ['DETAIL', detail],
    ['HINT', hint],
    ['QUERY', internalQuery],
    ['CONTEXT', query === undefined ? undefined : where],
  ]
  const more = parts.flatMap(([name, text]) => (text === undefined ? [] : [`${name}:  ${text}\n`]))
  return `${severity}:  ${message}\n${pointer(report, query)}${more.join('')}`
}

/** libpq would cut a longer line. */
const LONGEST = 60

function pointer({ position, internalPosition, internalQuery }: ReportFields, query: string | undefined): string {
  const [at, text] = position === undefined ? [internalPosition, internalQuery] : [position, query]
  if (at === undefined || text === undefined) return ''
  const before = text.slice(0, Number(at) - 1).split('\n')
  const line = text.split('\n')[before.length - 1]!.replaceAll('\t', ' ')
  if (line.length > LONGEST) return ''
  const prefix = `LINE ${before.length}: `
  return `${prefix}${line}\n${' '.repeat(prefix.length + before.at(-1)!.length)}^\n`
}

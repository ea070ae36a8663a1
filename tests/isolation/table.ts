/** Rows as libpq's PQprint aligns them, which counts bytes. Imports nothing. */

const length = (text: string) => Buffer.byteLength(text)
const bar = '|'

/** Begins and ends as a number does; a column that has nothing in it is taken for one of numbers. */
const isNumber = (text: string) => text === '' || (/^[\d.Ee -]*\d$/.test(text) && !/^[Ee]/.test(text))

export function formatRows(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const texts = rows.map((row) => row.map((value) => value ?? ''))
  const widths = columns.map((name, i) => Math.max(length(name), ...texts.map((row) => length(row[i]!))))
  const areNumbers = columns.map((_, i) => texts.every((row) => isNumber(row[i]!)))
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => {
        const space = ' '.repeat(widths[i]! - length(text))
        return areNumbers[i] ? space + text : text + space
      })
      .join(bar)
  const count = rows.length === 1 ? '(1 row)' : `(${rows.length} rows)`
  return [line(columns), widths.map((width) => '-'.repeat(width)).join('+'), ...texts.map(line), count, '', ''].join('\n')
}

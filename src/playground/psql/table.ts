/** Rows as psql prints them, aligned or expanded. Pure. */
import { pad, padLeft, printable, width } from '../../sql/width.ts'

export interface TableColumn {
  readonly name: string
  readonly isRight: boolean
}

export interface Table {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** Of the result, where not all are in `rows`. */
  readonly count?: number
  readonly title?: string
}

/** Types whose values psql puts at the right: int8, int2, int4, oid, xid, cid, float4, float8, money, numeric, xid8. */
const RIGHT = new Set([20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069])
export const isRight = (typeOid: number): boolean => RIGHT.has(typeOid)

const footer = (count: number) => `(${count} ${count === 1 ? 'row' : 'rows'})`

export function aligned(table: Table): string {
  const { columns, rows, title } = table
  const count = table.count ?? rows.length
  const names = columns.map(({ name }) => printable(name).join(' '))
  const cells = rows.map((row) => row.map((value) => printable(value ?? '')))
  const widths = names.map((name, i) => Math.max(width(name), ...cells.map((row) => Math.max(...row[i]!.map(width)))))
  const lines: string[] = []
  const total = widths.reduce((sum, one) => sum + one + 3, -1)
  if (title !== undefined) lines.push(centred(title, total).trimEnd())
  lines.push(names.map((name, i) => ` ${centred(name, widths[i]!)} `).join('|'))
  lines.push(widths.map((one) => '-'.repeat(one + 2)).join('+') || '--')
  if (columns.length === 0) lines.shift()
  else for (const row of cells) lines.push(...alignedRow(row, columns, widths))
  lines.push(footer(count), '')
  return lines.join('\n')
}

function centred(text: string, to: number): string {
  const room = Math.max(0, to - width(text))
  return pad(' '.repeat(Math.floor(room / 2)) + text, to)
}

/** A value of several lines has a `+` at the end of each but the last. */
function alignedRow(row: readonly string[][], columns: readonly TableColumn[], widths: readonly number[]): string[] {
  const height = Math.max(...row.map(({ length }) => length))
  return Array.from({ length: height }, (_, line) =>
    row
      .map((cell, i) => {
        const text = cell[line] ?? ''
        const goesOn = line < cell.length - 1
        const isLast = i === row.length - 1
        if (columns[i]!.isRight) return ` ${padLeft(text, widths[i]!)}${goesOn ? '+' : isLast ? '' : ' '}`
        return ` ${isLast && !goesOn ? text : pad(text, widths[i]!)}${goesOn ? '+' : isLast ? '' : ' '}`
      })
      .join('|'),
  )
}

export function expanded(table: Table): string {
  const { columns, rows, title } = table
  if (rows.length === 0) return `${title === undefined ? '' : `${title}\n`}(0 rows)\n`
  const names = columns.map(({ name }) => printable(name).join(' '))
  const cells = rows.map((row) => row.map((value) => printable(value ?? '')))
  const nameWidth = Math.max(0, ...names.map(width))
  const valueWidth = Math.max(0, ...cells.flat(2).map(width))
  const lines = title === undefined ? [] : [title]
  cells.forEach((row, index) => {
    lines.push(recordLine(index + 1, nameWidth, valueWidth))
    row.forEach((cell, i) => {
      cell.forEach((text, line) => {
        const goesOn = line < cell.length - 1
        lines.push(`${pad(line === 0 ? names[i]! : '', nameWidth)} | ${goesOn ? `${pad(text, valueWidth)}+` : text}`)
      })
    })
  })
  return `${lines.join('\n')}\n`
}

/** With a `+` over the rule between names and values, unless the words reach as far. */
function recordLine(number: number, nameWidth: number, valueWidth: number): string {
  const words = `-[ RECORD ${number} ]`
  const rule = `${'-'.repeat(nameWidth + 1)}+${'-'.repeat(valueWidth + 1)}`
  return words + rule.slice(words.length)
}

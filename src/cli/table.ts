/** Formats rows as psql does. */

const isNumber = (text: string | null) => text === null || /^-?\d+(\.\d+)?$/.test(text)

export function formatTable(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const right = columns.map((_, i) => rows.length > 0 && rows.every((row) => isNumber(row[i] ?? null)))
  const centred = (text: string, width: number) => text.padStart(text.length + Math.floor((width - text.length) / 2)).padEnd(width)
  const line = (row: readonly (string | null)[]) =>
    row
      .map((value, i) => ` ${right[i] ? (value ?? '').padStart(widths[i]!) : (value ?? '').padEnd(widths[i]!)} `)
      .join('|')
      .trimEnd()
  return [
    columns
      .map((name, i) => ` ${centred(name, widths[i]!)} `)
      .join('|')
      .trimEnd(),
    widths.map((width) => '-'.repeat(width + 2)).join('+'),
    ...rows.map(line),
    `(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})`,
    '',
  ].join('\n')
}

/** The title of an example: the first line of its module docstring. */
const opening = /^(?:\s*#[^\n]*\n|\s*\n)*\s*[rR]?("""|'''|"|')/

export function docstringTitle(code: string): string | null {
  const start = opening.exec(code)
  if (!start) return null
  const body = code.slice(start[0].length)
  const end = body.indexOf(start[1]!)
  if (end < 0) return null
  const line = body.slice(0, end).trim().split('\n', 1)[0]!.trim()
  return line.replace(/\.$/, '') || null
}

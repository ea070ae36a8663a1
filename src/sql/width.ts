/** How many columns of a terminal a text takes up, and how psql shows what cannot be printed. */

const NONE = /^[\p{Mn}\p{Me}\p{Cf}]$/u
/** East Asian wide and fullwidth characters, and pictures. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u
const TAB = 8

const widthOfOne = (character: string) => (character < '\u0300' ? 1 : NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1)

/** Of a text as it is printed. */
export function width(text: string): number {
  let sum = 0
  for (const character of text) sum += widthOfOne(character)
  return sum
}

/** The lines of a value as psql prints them: tabs are spaces, and control characters are written out. */
export function printable(value: string): string[] {
  return value.split('\n').map((line) => {
    let printed = ''
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    if (!/[\u0000-\u001f\u007f]/.test(line)) return line
    for (const character of line) {
      const code = character.codePointAt(0)!
      if (character === '\t') printed += ' '.repeat(TAB - (width(printed) % TAB))
      else if (character === '\r') printed += '\\r'
      else if (code < 0x20 || code === 0x7f) printed += `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`
      else printed += character
    }
    return printed
  })
}

export const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)))
export const padLeft = (text: string, to: number): string => ' '.repeat(Math.max(0, to - width(text))) + text

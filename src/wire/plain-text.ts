/** Texts and values from the wire, made fit for one line of a page. */

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** One line of at most `limit` characters; a cut shows as an ellipsis, at the end of a word if one is near. */
export function oneLine(text: string, limit = 120): string {
  // Only the beginning is looked at: a query may have megabytes.
  const head = text.slice(0, 8 * limit)
  const line = head.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (line.length <= limit && head.length === text.length) return line
  let cut = line.slice(0, limit - 1)
  const space = cut.lastIndexOf(' ')
  if (space > limit * 0.8) cut = cut.slice(0, space)
  // Half of a surrogate pair is no character.
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}

/** A value without knowing its type: its text, or the number of its bytes if it is not text. */
export function showValue(value: Uint8Array | null, limit = 40): string {
  if (value === null) return 'NULL'
  if (value.length === 0) return "''"
  const head = utf8.decode(value.subarray(0, 4 * limit))
  const whole = value.length <= 4 * limit
  // A character may be cut at the end of the head; anywhere else U+FFFD means that this is not UTF-8.
  const text = whole ? head : head.replace(/\uFFFD+$/, '')
  if (/\uFFFD|(?![\t\n\r])\p{Cc}/u.test(text)) return count(value.length, 'byte')
  return oneLine(whole ? text : `${text}…`, limit)
}

export function showValues(values: readonly (Uint8Array | null)[], most = 6): string {
  const shown = values.slice(0, most).map((value) => showValue(value))
  if (values.length > most) shown.push(`and ${values.length - most} more`)
  return shown.join(', ')
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

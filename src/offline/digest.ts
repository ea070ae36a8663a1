/** What a content is known by: the beginning of its SHA-256, long enough to notice a file that is cut or of another version. */

const DIGITS = 16

export async function digest(content: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
  return [...hash]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, DIGITS)
}

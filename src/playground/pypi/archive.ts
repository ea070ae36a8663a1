/** One file out of a zip archive, such as a wheel is, by the list at the archive's end. */

const END = 0x06054b50
const END_LENGTH = 22
const ENTRY = 0x02014b50
const DEFLATED = 8

/** Null: there is no file whose name matches. Throws where the archive is none. */
export async function readFromArchive(bytes: Uint8Array<ArrayBuffer>, name: RegExp): Promise<string | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - END_LENGTH
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw new Error('It is no zip archive.')
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('It is no zip archive.')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ]
    const entry = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (name.test(entry)) {
      const [method, length, header] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
      const begin = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
      const blob = new Blob([bytes.subarray(begin, begin + length)])
      return await new Response(method === DEFLATED ? blob.stream().pipeThrough(new DecompressionStream('deflate-raw')) : blob).text()
    }
    at += 46 + nameLength + extraLength + commentLength
  }
  return null
}

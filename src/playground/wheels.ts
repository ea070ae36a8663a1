/** Wheels, from the reader's disk or from an index: which can be used in a page, and what is wrong with the others. */

/** In bytes. Some hundreds of packages are larger; nearly all of those have parts in C. */
const BYTES_AT_MOST = 30_000_000
/** As packaging's specification has the name of a wheel. */
const NAME = /^([A-Za-z0-9._]+)-([A-Za-z0-9._!+]+)(?:-\d[^-]*)?-([^-]+)-([^-]+)-([^-]+)\.whl$/
/** A zip archive's first bytes. */
const ZIP = [0x50, 0x4b, 3, 4]

const size = (bytes: number) => `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`

export const problemWithSize = (name: string, bytes: number): string | null =>
  bytes > BYTES_AT_MOST ? `${name} has ${size(bytes)}. A page takes wheels of up to ${size(BYTES_AT_MOST)}.` : null

/** What is wrong with a file as a wheel, in words; null if nothing is. Of a large file nothing is read. */
export async function problemWithWheel(name: string, file: Blob): Promise<string | null> {
  if (!name.endsWith('.whl')) return `${name} is not a wheel: those end with .whl. “pip download --no-deps NAME” gets one.`
  const [, packageName, version, , abi, platform] = NAME.exec(name) ?? []
  if (packageName === undefined) return `${name} is not named as wheels are: NAME-VERSION-py3-none-any.whl.`
  if (abi !== 'none' || platform !== 'any')
    return `${name} is for ${platform}: it has parts in C. A page takes wheels in pure Python, which end with none-any.whl.`
  if (/^psycopg2(_binary)?$/i.test(packageName)) return 'psycopg2 is here already, rewritten for the page.'
  const tooLarge = problemWithSize(name, file.size)
  if (tooLarge !== null) return tooLarge
  const bytes = new Uint8Array(await file.arrayBuffer())
  const info = `${packageName}-${version}.dist-info/WHEEL`.toLowerCase()
  const listed = new TextDecoder('latin1').decode(bytes).toLowerCase()
  if (!ZIP.every((byte, i) => bytes[i] === byte) || !listed.includes(info) || !listed.includes('pk\u0005\u0006'))
    return `${name} is not a wheel, or only a part of one: it is no zip archive with ${packageName}-${version}.dist-info in it.`
  return null
}

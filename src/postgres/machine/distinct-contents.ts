/** Contents of which equal ones are kept once, and known by their numbers. */
export class DistinctContents {
  /** By number. */
  readonly all: Uint8Array[] = []
  readonly #byChecksum = new Map<number, number[]>()

  /** The number of these contents; undefined if they have not been added. */
  find(bytes: Uint8Array): number | undefined {
    return this.#byChecksum.get(checksum(bytes))?.find((number) => isEqual(this.all[number]!, bytes))
  }

  /** The number of these contents, which are added if they are new. */
  add(bytes: Uint8Array): number {
    const found = this.find(bytes)
    if (found !== undefined) return found
    const number = this.all.push(bytes) - 1
    const sum = checksum(bytes)
    this.#byChecksum.set(sum, [...(this.#byChecksum.get(sum) ?? []), number])
    return number
  }
}

const isEqual = (one: Uint8Array, other: Uint8Array) => one.length === other.length && one.every((byte, i) => byte === other[i])

/** FNV-1a. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193)
  return sum
}

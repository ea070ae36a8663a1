/** The part of scrypt that takes time and memory (RFC 7914, section 5). */

/** Words of Salsa20's block. */
const BLOCK = 16

export class RoMix {
  readonly #n: number
  readonly #block: Int32Array
  readonly #mixed: Int32Array
  readonly #table: Int32Array
  #step = 0

  /** `block` has 128 * `r` bytes, `n` is a power of 2. */
  constructor(block: Uint8Array, n: number, r: number) {
    this.#n = n
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
    this.#block = Int32Array.from({ length: 32 * r }, (_, i) => view.getInt32(i * 4, true))
    this.#mixed = new Int32Array(32 * r)
    this.#table = new Int32Array(32 * r * n)
  }

  /** Does so many of the 2 * `n` steps. Returns whether there are more. */
  advance(steps: number): boolean {
    const { length } = this.#block
    const end = Math.min(this.#step + steps, 2 * this.#n)
    for (; this.#step < end; this.#step++) {
      if (this.#step < this.#n) this.#table.set(this.#block, this.#step * length)
      else {
        const from = (this.#block[length - BLOCK]! & (this.#n - 1)) * length
        for (let i = 0; i < length; i++) this.#block[i] = this.#block[i]! ^ this.#table[from + i]!
      }
      blockMix(this.#block, this.#mixed)
      this.#block.set(this.#mixed)
    }
    return this.#step < 2 * this.#n
  }

  result(): Uint8Array {
    const view = new DataView(new ArrayBuffer(this.#block.length * 4))
    for (const [i, word] of this.#block.entries()) view.setInt32(i * 4, word, true)
    return new Uint8Array(view.buffer)
  }
}

const x = new Int32Array(BLOCK)
const z = new Int32Array(BLOCK)

/** In `to`, blocks with even numbers come first. */
function blockMix(from: Int32Array, to: Int32Array): void {
  const blocks = from.length / BLOCK
  for (let i = 0; i < BLOCK; i++) x[i] = from[from.length - BLOCK + i]!
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < BLOCK; i++) x[i] = x[i]! ^ from[block * BLOCK + i]!
    salsa8()
    to.set(x, ((block >> 1) + (block & 1) * (blocks >> 1)) * BLOCK)
  }
}

/** Salsa20/8 of `x`, in place. */
function salsa8(): void {
  z.set(x)
  for (let round = 0; round < 8; round += 2) {
    quarter(0, 4, 8, 12)
    quarter(5, 9, 13, 1)
    quarter(10, 14, 2, 6)
    quarter(15, 3, 7, 11)
    quarter(0, 1, 2, 3)
    quarter(5, 6, 7, 4)
    quarter(10, 11, 8, 9)
    quarter(15, 12, 13, 14)
  }
  for (let i = 0; i < BLOCK; i++) x[i] = x[i]! + z[i]!
}

function quarter(a: number, b: number, c: number, d: number): void {
  let t = (x[a]! + x[d]!) | 0
  x[b] = x[b]! ^ ((t << 7) | (t >>> 25))
  t = (x[b]! + x[a]!) | 0
  x[c] = x[c]! ^ ((t << 9) | (t >>> 23))
  t = (x[c]! + x[b]!) | 0
  x[d] = x[d]! ^ ((t << 13) | (t >>> 19))
  t = (x[d]! + x[c]!) | 0
  x[a] = x[a]! ^ ((t << 18) | (t >>> 14))
}

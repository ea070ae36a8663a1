/**
 * What takes the time in PBKDF2 (RFC 8018, section 5.2): HMAC of HMAC of HMAC …, all of them combined by exclusive or. JavaScript does it
 * several times as fast as Python could with its own hashes. Imports the hashes.
 */
import { compressSha1, SHA1_START } from './sha1.ts'
import { compressSha256, sha256Start } from './sha256.ts'
import { compressSha512, sha384Start, sha512Start } from './sha512.ts'

interface Hash {
  readonly start: () => readonly number[]
  /** In words of 32 bits, as the digest. */
  readonly blockWords: number
  readonly digestWords: number
  readonly compress: (state: Int32Array, block: Int32Array) => void
}

const HASHES: ReadonlyMap<string, Hash> = new Map([
  ['sha1', { start: () => SHA1_START, blockWords: 16, digestWords: 5, compress: compressSha1 }],
  ['sha256', { start: sha256Start, blockWords: 16, digestWords: 8, compress: compressSha256 }],
  ['sha384', { start: sha384Start, blockWords: 32, digestWords: 12, compress: compressSha512 }],
  ['sha512', { start: sha512Start, blockWords: 32, digestWords: 16, compress: compressSha512 }],
])

/** HMAC pads its key with these (RFC 2104). */
const INNER = 0x36363636
const OUTER = 0x5c5c5c5c

export class HmacChain {
  readonly #hash: Hash
  /** The hash after the padded key. */
  readonly #inner: Int32Array
  readonly #outer: Int32Array
  /** The last HMAC, and behind it what ends its message. */
  readonly #block: Int32Array
  readonly #state: Int32Array
  readonly #result: Int32Array

  /** `key` is as long as a block, `first` is the first HMAC of the chain. */
  private constructor(hash: Hash, key: Uint8Array, first: Uint8Array) {
    this.#hash = hash
    const afterKey = (pad: number) => {
      const state = Int32Array.from(hash.start())
      hash.compress(
        state,
        words(key).map((word) => word ^ pad),
      )
      return state
    }
    this.#inner = afterKey(INNER)
    this.#outer = afterKey(OUTER)
    this.#state = new Int32Array(this.#inner.length)
    this.#result = words(first)
    this.#block = new Int32Array(hash.blockWords)
    this.#block.set(this.#result)
    this.#block[hash.digestWords] = 0x80000000
    this.#block[hash.blockWords - 1] = (hash.blockWords + hash.digestWords) * 32 // bits
  }

  /** undefined for a hash that is not known here. */
  static of(name: string, key: Uint8Array, first: Uint8Array): HmacChain | undefined {
    const hash = HASHES.get(name)
    return hash && new HmacChain(hash, key, first)
  }

  advance(steps: number): void {
    const { compress, digestWords } = this.#hash
    const [state, block, result] = [this.#state, this.#block, this.#result]
    for (let step = 0; step < steps; step++) {
      state.set(this.#inner)
      compress(state, block)
      for (let i = 0; i < digestWords; i++) block[i] = state[i]!
      state.set(this.#outer)
      compress(state, block)
      for (let i = 0; i < digestWords; i++) {
        block[i] = state[i]!
        result[i] = result[i]! ^ state[i]!
      }
    }
  }

  /** The exclusive or of all HMACs so far. */
  result(): Uint8Array {
    const view = new DataView(new ArrayBuffer(this.#result.length * 4))
    for (const [i, word] of this.#result.entries()) view.setInt32(i * 4, word)
    return new Uint8Array(view.buffer)
  }
}

function words(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Int32Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(i * 4))
}

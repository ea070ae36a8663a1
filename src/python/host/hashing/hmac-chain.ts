/**
 * The expensive part of PBKDF2 (RFC 8018, section 5.2): HMAC of HMAC of HMAC …, all of them combined by exclusive or. It is done in pieces, so
 * that others can run in between. JavaScript is several times as fast as Python with its own hashes.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import type { CHash } from '@noble/hashes/utils.js'

const HASHES: ReadonlyMap<string, CHash> = new Map(Object.entries({ sha1, sha256, sha384, sha512 }))

export class HmacChain {
  /** An HMAC that has been given the key. */
  readonly #keyed: ReturnType<typeof hmac.create>
  readonly #work: ReturnType<typeof hmac.create>
  readonly #last: Uint8Array
  readonly #result: Uint8Array

  /** `first` is the first HMAC of the chain. */
  private constructor(hash: CHash, key: Uint8Array, first: Uint8Array) {
    this.#keyed = hmac.create(hash, key)
    this.#work = hmac.create(hash, key)
    this.#last = first.slice()
    this.#result = first.slice()
  }

  /** undefined for an unknown hash. */
  static of(name: string, key: Uint8Array, first: Uint8Array): HmacChain | undefined {
    const hash = HASHES.get(name)
    return hash && new HmacChain(hash, key, first)
  }

  advance(steps: number): void {
    const [keyed, work, last, result] = [this.#keyed, this.#work, this.#last, this.#result]
    for (let step = 0; step < steps; step++) {
      keyed._cloneInto(work).update(last).digestInto(last)
      for (let i = 0; i < last.length; i++) result[i] = result[i]! ^ last[i]!
    }
  }

  /** The exclusive or of all HMACs so far. */
  result(): Uint8Array {
    return this.#result
  }
}

/** The one source of chance: from the same seed comes the same run. */

export class Random {
  #state: number

  constructor(seed: number) {
    // Neighbouring seeds are to begin far from one another, and the state may not be 0
    this.#state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1
    for (let i = 0; i < 8; i++) this.#next()
  }

  /** xorshift with 32 bits of state: G. Marsaglia, Xorshift RNGs (2003). */
  #next(): number {
    let x = this.#state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.#state = x >>> 0
    return this.#state
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor((this.#next() / 2 ** 32) * (most - least + 1))
  }

  /** True so often. */
  chance(probability: number): boolean {
    return this.#next() / 2 ** 32 < probability
  }

  pick<T>(values: readonly T[]): T {
    return values[this.between(0, values.length - 1)]!
  }

  /** One of the keys, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const all = Object.entries(weights) as [K, number][]
    let at = this.between(
      1,
      all.reduce((sum, [, weight]) => sum + weight, 0),
    )
    for (const [key, weight] of all) {
      at -= weight
      if (at <= 0) return key
    }
    throw new Error('there is nothing to choose from')
  }

  /** Another source, independent of how this one is used from here on. */
  fork(): Random {
    return new Random(this.#next())
  }
}

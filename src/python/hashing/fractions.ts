/** Where the constants of SHA-2 come from: fractions of roots of the first prime numbers (FIPS 180-4, section 4.2). Imports nothing. */

const primes: bigint[] = []
for (let n = 2n; primes.length < 80; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n)

/** The first 64 bits behind the point of the square (2) or cube (3) root of each of the first `count` primes. */
export const rootFractions = (degree: 2n | 3n, count: number): bigint[] =>
  primes.slice(0, count).map((prime) => BigInt.asUintN(64, root(prime << (64n * degree), degree)))

/** The whole part. */
function root(value: bigint, degree: bigint): bigint {
  let low = 0n
  let high = 1n << 80n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** degree <= value) low = middle
    else high = middle
  }
  return low
}

export const upper = (value: bigint): number => Number(value >> 32n)
export const lower = (value: bigint): number => Number(value & 0xffff_ffffn)

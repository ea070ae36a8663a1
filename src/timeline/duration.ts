/** Durations for people. Pure; imports nothing. */
const units: readonly [number, string][] = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
  [1, 'ms'],
]

/** As short as stays exact enough: `500 ms`, `1.25 s`, `10 min`. */
export function duration(ms: number): string {
  const [size, unit] = units.find(([size]) => Math.abs(ms) >= size) ?? [1, 'ms']
  const value = ms / size
  const digits = unit === 'ms' ? (value > 0 && value < 10 ? 1 : 0) : 2
  return `${Number(value.toFixed(digits))} ${unit}`
}

/** Round instants from 0 to `end`, at most `most` of them after the first. */
export function roundInstants(end: number, most: number): number[] {
  if (!(end > 0)) return [0]
  const rough = end / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

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

/** A round number of milliseconds, so that at most `most` of them make `length`. */
export function roundStep(length: number, most: number): number {
  const rough = length / most
  const power = 10 ** Math.floor(Math.log10(rough))
  return [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!
}

/** The multiples of `step` from `from` to `to`. */
export function multiples(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step - 1e-9)
  const count = Math.floor(to / step + 1e-9) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

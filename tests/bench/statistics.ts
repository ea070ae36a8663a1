/** Numbers out of samples. */

/** The value below which `share` of the samples lie, without interpolation: for 30 samples the 99th percentile is the largest. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  if (value === undefined) throw new Error('There are no samples.')
  return value
}

export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}

/** To three significant digits, as more would be noise. */
export const rounded = (value: number): number => Number(value.toPrecision(3))

export interface Summary {
  readonly median: number
  readonly p99: number
}

export const summary = (samples: readonly number[]): Summary => ({
  median: rounded(median(samples)),
  p99: rounded(quantile(samples, 0.99)),
})

/** Whether a run has printed what was recorded with the real psycopg2, and if not, where it begins to differ. Pure. */
export interface Difference {
  /** From 1. */
  readonly line: number
  readonly recorded: string
}

/** What differs from run to run, or with the minor release: see tests/examples/normalise.ts. */
const varying: readonly (readonly [RegExp, string])[] = [
  [/\b0x[0-9a-f…]+/g, '0x…'],
  [/\bPostgreSQL 18[.\w]*/g, 'PostgreSQL 18'],
  [/\b1800\d\d\b/g, '180000'],
]
export const normalise = (text: string) => varying.reduce((value, [pattern, replacement]) => value.replace(pattern, replacement), text)

/** Null: it is the same. */
export function firstDifference(recorded: string, printed: string): Difference | null {
  const [before, now] = [normalise(recorded).split('\n'), normalise(printed).split('\n')]
  for (let index = 0; index < Math.max(before.length, now.length); index++)
    if (before[index] !== now[index]) return { line: index + 1, recorded: before[index] ?? '' }
  return null
}

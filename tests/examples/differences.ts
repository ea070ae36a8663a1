/** Two outcomes compared so that a person sees at once what changed. */
import type { Outcome } from './outcome.ts'

/** An empty string if they are equal; else each differing field, its lines marked `-` (expected) and `+` (actual). */
export function differences(expected: Outcome, actual: Outcome): string {
  const fields = (outcome: Outcome): Record<string, string> => ({
    stdout: outcome.stdout,
    stderr: outcome.stderr,
    'exception type': outcome.exception?.type ?? '(none)',
    'exception message': outcome.exception?.message ?? '(none)',
    'exit status': String(outcome.exitStatus),
  })
  const wanted = fields(expected)
  return Object.entries(fields(actual))
    .filter(([name, value]) => value !== wanted[name])
    .map(([name, value]) => `  ${name}:\n${changedLines(wanted[name]!, value)}`)
    .join('\n')
}

/** What lies between the common beginning and the common end, with one line of each for orientation. */
export function changedLines(expected: string, actual: string): string {
  const [before, after] = [expected.split('\n'), actual.split('\n')]
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  return [
    ...before.slice(Math.max(0, head - 1), head).map((line) => `      ${line}`),
    ...before.slice(head, before.length - tail).map((line) => `    - ${line}`),
    ...after.slice(head, after.length - tail).map((line) => `    + ${line}`),
    ...after.slice(after.length - tail, after.length - tail + 1).map((line) => `      ${line}`),
  ].join('\n')
}

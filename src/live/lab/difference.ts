/** All lines in which what a run has printed differs from what was recorded, among those that are the same. */
import { diffArrays } from 'diff'
import { normalise } from '../compare.ts'

export interface DiffLine {
  readonly kind: 'same' | 'recorded' | 'printed'
  readonly text: string
}

/** More edits than that are not looked for: then all of one text stands before all of the other. */
const EDITS_AT_MOST = 2000
const tags = { same: 'span', recorded: 'del', printed: 'ins' } as const
const signs = { same: '  ', recorded: '− ', printed: '+ ' } as const

/** Pure. Lines that differ only in what differs from run to run are the same; they are shown as printed. */
export function diffLines(recorded: string, printed: string): DiffLine[] {
  const [before, now] = [recorded.split('\n'), printed.split('\n')]
  const comparator = (one: string, other: string) => normalise(one) === normalise(other)
  const changes = diffArrays(before, now, { comparator, maxEditLength: EDITS_AT_MOST })
  const all = (kind: DiffLine['kind'], lines: readonly string[]) => lines.map((text): DiffLine => ({ kind, text }))
  if (!changes) return [...all('recorded', before), ...all('printed', now)]
  return changes.flatMap(({ removed, added, value }) => all(removed ? 'recorded' : added ? 'printed' : 'same', value))
}

/** Fills `target`. */
export function showDifference(target: HTMLElement, recorded: string, printed: string): void {
  const lines = diffLines(recorded.replace(/\n$/, ''), printed.replace(/\n$/, '')).map(({ kind, text }) => {
    const line = document.createElement(tags[kind])
    line.textContent = `${signs[kind]}${text}\n`
    return line
  })
  target.replaceChildren(...lines)
}

/** Which transitions a reader has seen, kept in this browser. */
import { kept } from '../kept.ts'

const NAME = 'transitions'
const names = (text: string | null) => new Set(text?.split(' ') ?? [])

export const seen = {
  load: (): ReadonlySet<string> => names(kept.load(NAME)),
  /** To what other tabs have kept meanwhile, too. */
  add: (more: Iterable<string>): void => void kept.save(NAME, [...names(kept.load(NAME)).union(new Set(more))].join(' ')),
}

/** What is known of an exception: its entry, found by its texts. Pure. */
import { Matcher } from './match.ts'
import type { ErrorFacts } from './schema.ts'

/** An entry as the lab has it. */
export interface KnownError extends Pick<ErrorFacts, 'leaves' | 'next'> {
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly texts: readonly string[]
  readonly sqlstate: string | null
}

export interface KnownErrors {
  readonly entries: readonly KnownError[]
  /** What SQLSTATEs with these two characters are about. */
  readonly families: Readonly<Record<string, string>>
}

/** The entries that fit one of the texts, in their order; by its SQLSTATE only if no other entry has that one. */
export function entriesOf({ entries }: KnownErrors, texts: readonly string[], sqlstate: string | null): KnownError[] {
  const matcher = new Matcher(entries, [])
  const slugs = new Set(texts.flatMap((text) => matcher.match(text).slugs))
  const found = [...slugs].flatMap((wanted) => entries.find(({ slug }) => slug === wanted) ?? [])
  if (found.length > 0) return found
  const same = entries.filter((entry) => sqlstate !== null && entry.sqlstate === sqlstate)
  return same.length === 1 ? same : []
}

/** Where a claim's proof can be read: on the page that shows the example or recording, or on the page of proofs. */
import { pageOfExample } from './pages-of-examples.ts'

const sources = import.meta.glob<string>('../content/docs/**/*.mdx', { query: '?raw', import: 'default', eager: true })

/** Kinds of proof that are no program of a page. */
export const KINDS = ['findings', 'conformance', 'tests', 'packages', 'licences'] as const
export type Kind = (typeof KINDS)[number]

const kindOf = (by: string): Kind | undefined => KINDS.find((kind) => by.startsWith(`${kind}/`))

/** As an address needs it. */
export const anchorOf = (by: string): string => by.replaceAll(/[^\w-]+/g, '-')

/** The address of the proof; undefined where no page shows it. */
export function addressOfProof(by: string): string | undefined {
  if (kindOf(by)) return `/reference/proofs/#${anchorOf(by)}`
  const page = pageOfExample(by)
  return page && `/${page}/#${by.replace(/^recordings\//, '').replace('/', '-')}-title`
}

/** What pages claim by proofs of this kind: for each proof, what it is to show. */
export function citedProofs(kind: Kind): [by: string, shows: string[]][] {
  const cited = new Map<string, Set<string>>()
  for (const text of Object.values(sources))
    for (const [, by, quoted, single] of text.matchAll(/<Claim by="([^"]+)" shows=(?:"([^"]+)"|'([^']+)')>/g))
      if (kindOf(by!) === kind) cited.set(by!, (cited.get(by!) ?? new Set()).add((quoted ?? single)!))
  return [...cited].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([by, shows]) => [by, [...shows].toSorted()])
}

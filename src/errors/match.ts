/** Which entries a pasted message or traceback is about. Pure: it knows nothing of the page. */
import { joined, normalise, type Span, Template } from './template.ts'

/** What is known of an entry to look for it. */
export interface Known {
  /** The last part of its address. */
  readonly slug: string
  readonly texts: readonly string[]
  /** The SQLSTATEs that say the same in another language; only where no other entry has them. */
  readonly sqlstate: string | null
}

/** SQLSTATE, class, and the class above it. */
export type SqlstateClass = readonly [sqlstate: string, name: string, base: string]

export interface Answer {
  /** The entries, by where their texts stand: what comes first in a log or a traceback is mostly the cause of the rest. */
  readonly slugs: readonly string[]
  /** The SQLSTATEs that are named, with the classes that psycopg2 has for them; no class if it knows none. */
  readonly sqlstates: readonly { readonly sqlstate: string; readonly name: string | null; readonly base: string | null }[]
}

/** `SQLSTATE 57014`, `pgcode: '57014'`, `ERROR:  57014: canceling …`, `(SQLSTATE=57014)`. */
const named =
  /\b(?:sqlstate|pgcode|sql_state|errcode)\b["']?[^\S\n]{0,3}[:=([]{0,2}[^\S\n]{0,3}["']?([0-9A-Z]{5})\b|\b(?:ERROR|FATAL|PANIC):[^\S\n]{1,2}([0-9A-Z]{5}):/gi
/** `psycopg2.errors.QueryCanceled`, and the same in psycopg 3. */
const classNamed = /\bpsycopg2?\.errors\.([A-Za-z]+)/g

export class Matcher {
  readonly #entries: readonly { readonly known: Known; readonly templates: readonly Template[] }[]
  readonly #classes: readonly SqlstateClass[]

  constructor(entries: readonly Known[], classes: readonly SqlstateClass[]) {
    this.#entries = entries.map((known) => ({ known, templates: known.texts.map((text) => new Template(text)) }))
    this.#classes = classes
  }

  /** Takes time in proportion to the length of `text`. */
  match(text: string): Answer {
    const sqlstates = this.#sqlstates(text)
    const lines = normalise(text)
    let found = this.#find(lines)
    if (found.length === 0) found = this.#find(joined(lines))
    if (found.length > 0) return { slugs: found, sqlstates }
    const byCode = this.#entries.filter(({ known }) => sqlstates.some(({ sqlstate }) => sqlstate === known.sqlstate))
    return { slugs: byCode.map(({ known }) => known.slug), sqlstates }
  }

  #find(text: string): string[] {
    const found: (Span & { readonly slug: string })[] = []
    for (const { known, templates } of this.#entries)
      for (const template of templates) {
        const span = template.find(text)
        if (span) found.push({ ...span, slug: known.slug })
      }
    const covered = (one: Span) =>
      found.some((other) => other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start)
    const slugs = found
      .filter((one) => !covered(one))
      .sort((one, other) => one.start - other.start)
      .map(({ slug }) => slug)
    return [...new Set(slugs)]
  }

  #sqlstates(text: string): Answer['sqlstates'] {
    const codes = Array.from(text.matchAll(named), ([, one, other]) => (one ?? other)!.toUpperCase())
    const names = new Set(Array.from(text.matchAll(classNamed), ([, name]) => name))
    const fromNames = this.#classes.filter(([, name]) => names.has(name)).map(([sqlstate]) => sqlstate)
    return [...new Set([...codes, ...fromNames])].map((sqlstate) => {
      const row = this.#classes.find(([code]) => code === sqlstate)
      return { sqlstate, name: row?.[1] ?? null, base: row?.[2] ?? null }
    })
  }
}

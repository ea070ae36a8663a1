/** The format of PostgreSQL's isolation specs, as the README of its src/test/isolation describes it: its parts, and a parser. Imports nothing. */

export interface Spec {
  /** Executed by the control connection, each as one query, before every permutation. */
  readonly setups: readonly string[]
  readonly teardown: string | null
  readonly sessions: readonly SessionSpec[]
  /** Those that are written down, or else every interleaving of the sessions' steps. */
  readonly permutations: Iterable<readonly Entry[]>
  /** Steps that no written permutation has. */
  readonly unused: readonly string[]
}

export interface SessionSpec {
  readonly name: string
  readonly setup: string | null
  readonly steps: readonly Step[]
  readonly teardown: string | null
}

export interface Step {
  readonly name: string
  readonly sql: string
  /** Which of the sessions takes it. */
  readonly session: number
}

/** A step where it stands in a permutation. */
export interface Entry {
  readonly step: Step
  readonly markers: readonly Marker[]
}

/** Until when the completion of a step is not told, that transcripts do not depend on who is quicker. */
export type Marker =
  /** It is said to wait as soon as it has been launched, whether it does or not. */
  | { readonly kind: 'once' }
  /** Until that step has completed. */
  | { readonly kind: 'step'; readonly step: Step }
  /** Until the session of that step has sent so many notices since the launch. */
  | { readonly kind: 'notices'; readonly step: Step; readonly count: number }

export class SpecError extends Error {}

export function parseSpec(text: string): Spec {
  const tokens = new Tokens(text)
  const setups: string[] = []
  while (tokens.take('setup')) setups.push(tokens.sql())
  const teardown = tokens.take('teardown') ? tokens.sql() : null
  const sessions: SessionSpec[] = []
  do sessions.push(parseSession(tokens, sessions.length))
  while (tokens.isNext('session'))
  const steps = new Map<string, Step>()
  for (const step of sessions.flatMap((session) => session.steps)) {
    if (steps.has(step.name)) throw new SpecError(`duplicate step name: ${step.name}`)
    steps.set(step.name, step)
  }
  const written: Entry[][] = []
  while (tokens.take('permutation')) written.push(parsePermutation(tokens, steps))
  tokens.end()
  if (written.length === 0) return { setups, teardown, sessions, permutations: interleavings(sessions), unused: [] }
  const used = new Set(written.flat().map(({ step }) => step.name))
  return { setups, teardown, sessions, permutations: written, unused: [...steps.keys()].filter((name) => !used.has(name)).sort() }
}

function parseSession(tokens: Tokens, index: number): SessionSpec {
  tokens.expect('session')
  const name = tokens.identifier()
  const setup = tokens.take('setup') ? tokens.sql() : null
  const steps: Step[] = []
  do {
    tokens.expect('step')
    steps.push({ name: tokens.identifier(), sql: tokens.sql(), session: index })
  } while (tokens.isNext('step'))
  return { name, setup, steps, teardown: tokens.take('teardown') ? tokens.sql() : null }
}

function parsePermutation(tokens: Tokens, steps: ReadonlyMap<string, Step>): Entry[] {
  /** Steps may be named before their turn: they are looked up when all of the permutation is there. */
  const named: { name: string; markers: { kind: Marker['kind']; name: string; count: number }[] }[] = []
  do {
    const entry: (typeof named)[number] = { name: tokens.identifier(), markers: [] }
    named.push(entry)
    if (!tokens.take('(')) continue
    do {
      if (tokens.take('*')) entry.markers.push({ kind: 'once', name: '', count: 0 })
      else {
        const name = tokens.identifier()
        const hasCount = tokens.take('notices')
        entry.markers.push({ kind: hasCount ? 'notices' : 'step', name, count: hasCount ? tokens.integer() : 0 })
      }
    } while (tokens.take(','))
    tokens.expect(')')
  } while (tokens.hasIdentifier)
  const here = new Set(named.map(({ name }) => name))
  return named.map(({ name, markers }) => {
    const step = steps.get(name)
    if (!step) throw new SpecError(`undefined step "${name}" specified in permutation`)
    return {
      step,
      markers: markers.map(({ kind, name: other, count }): Marker => {
        if (kind === 'once') return { kind }
        const awaited = here.has(other) ? steps.get(other) : undefined
        if (!awaited) throw new SpecError(`undefined blocking step "${other}" referenced in permutation step "${name}"`)
        if (awaited.session === step.session) throw new SpecError(`permutation step "${name}" cannot block on its own session`)
        return kind === 'step' ? { kind, step: awaited } : { kind, step: awaited, count }
      }),
    }
  })
}

/** Every order in which each session takes its own steps one after another. */
function* interleavings(sessions: readonly SessionSpec[]): Generator<Entry[]> {
  const all = sessions.flatMap(({ steps }) => steps).length
  function* from(taken: readonly number[], before: readonly Entry[]): Generator<Entry[]> {
    if (before.length === all) yield [...before]
    for (const [i, { steps }] of sessions.entries()) {
      const step = steps[taken[i]!]
      if (step) yield* from(taken.with(i, taken[i]! + 1), [...before, { step, markers: [] }])
    }
  }
  yield* from(
    sessions.map(() => 0),
    [],
  )
}

const KEYWORDS = ['notices', 'permutation', 'session', 'setup', 'step', 'teardown']

/** One of these, after space and comments. Of the space inside a block, only that on the lines of its braces is not part of it. */
const TOKEN =
  /(?<word>[a-z_\u{80}-\u{10ffff}][a-z0-9_$\u{80}-\u{10ffff}]*)|"(?<quoted>(?:[^"\n]|"")*)"|\{[ \t\r\f]*(?<sql>[^}]*?)[ \t\r\f]*\}|(?<integer>\d+)|(?<mark>[,()*])/iuy
const SPACE = /(?:\s|#[^\n\r]*)*/y

interface Token {
  readonly kind: 'word' | 'quoted' | 'sql' | 'integer' | 'mark'
  readonly text: string
}

class Tokens {
  readonly #text: string
  #at = 0
  #next: Token | null = null

  constructor(text: string) {
    this.#text = text
    this.#advance()
  }

  #advance(): void {
    SPACE.lastIndex = this.#at
    SPACE.exec(this.#text)
    TOKEN.lastIndex = SPACE.lastIndex
    this.#at = SPACE.lastIndex
    this.#next = null
    if (this.#at === this.#text.length) return
    const match = TOKEN.exec(this.#text)
    if (!match) this.#fail(`unexpected ${JSON.stringify(this.#text[this.#at])}`)
    const [kind, text] = Object.entries(match!.groups!).find(([, value]) => value !== undefined) as [Token['kind'], string]
    this.#next = { kind, text: kind === 'quoted' ? text.replaceAll('""', '"') : text }
    this.#at = TOKEN.lastIndex
  }

  #fail(problem: string): never {
    throw new SpecError(`${problem} at line ${this.#text.slice(0, this.#at).split('\n').length}`)
  }

  /** A keyword, or a mark, is next. */
  isNext(text: string): boolean {
    const next = this.#next
    return next !== null && (next.kind === 'word' || next.kind === 'mark') && next.text === text
  }
  get hasIdentifier(): boolean {
    const next = this.#next
    return next?.kind === 'quoted' || (next?.kind === 'word' && !KEYWORDS.includes(next.text))
  }
  take(text: string): boolean {
    const isNext = this.isNext(text)
    if (isNext) this.#advance()
    return isNext
  }
  expect(text: string): void {
    if (!this.take(text)) this.#fail(`expected ${text}`)
  }
  #value(kind: string, isSo: boolean): string {
    if (!this.#next || !isSo) this.#fail(`expected ${kind}`)
    const { text } = this.#next
    this.#advance()
    return text
  }
  identifier(): string {
    return this.#value('a name', this.hasIdentifier)
  }
  sql(): string {
    return this.#value('a block of SQL', this.#next?.kind === 'sql')
  }
  integer(): number {
    return Number(this.#value('a number', this.#next?.kind === 'integer'))
  }
  end(): void {
    if (this.#next) this.#fail(`unexpected ${this.#next.text}`)
  }
}

/** What the editor knows of psycopg2 and of PostgreSQL: `integrations/known-names` has the engine tell it when the site is built. */

/** A name in a module, or of an object. */
export interface Name {
  readonly kind: 'module' | 'class' | 'function' | 'property' | 'constant'
  readonly doc?: string | null
  /** Parameters, and what a call gives if that tells something. */
  readonly signature?: string
  /** A class: of a class its own name, of a function that of what it gives, else that of the value. */
  readonly type?: string
  readonly value?: string
}

export interface KnownClass {
  /** From the nearest on. */
  readonly bases: readonly string[]
  readonly doc: string | null
  readonly signature?: string
  /** Without those of its bases. */
  readonly members: Readonly<Record<string, Name>>
}

export interface Setting {
  readonly name: string
  readonly type: 'bool' | 'enum' | 'integer' | 'real' | 'string'
  readonly unit?: string
  readonly default?: string
  /** Who may change it, and when, as `pg_settings.context` has it. */
  readonly context: string
  readonly doc: string
  readonly more?: string
  readonly values?: readonly string[]
}

export interface KnownNames {
  readonly modules: Readonly<Record<string, Readonly<Record<string, Name>>>>
  readonly classes: Readonly<Record<string, KnownClass>>
  /** Of psycopg2.errors, by their names there. */
  readonly errors: Readonly<Record<string, { readonly sqlstate: string; readonly bases: readonly string[] }>>
  readonly settings: readonly Setting[]
  /** What SQLSTATEs are about that begin with these two characters. */
  readonly families: Readonly<Record<string, string>>
}

/** What an expression stands for. */
export type Thing = (
  | { readonly is: 'module' | 'class' | 'object'; readonly name: string }
  | { readonly is: 'function'; readonly gives: string | undefined }
) & {
  /** If it is somebody's member: what is said of it there. */
  readonly entry?: Name
}

export const ERRORS = 'psycopg2.errors'

export class Names {
  readonly known: KnownNames
  readonly #settings: ReadonlyMap<string, Setting>
  readonly #sqlstates: ReadonlyMap<string, string>

  constructor(known: KnownNames) {
    this.known = known
    this.#settings = new Map(known.settings.map((setting) => [setting.name.toLowerCase(), setting]))
    this.#sqlstates = new Map(Object.entries(known.errors).map(([name, { sqlstate }]) => [sqlstate, name]))
  }

  setting(name: string): Setting | undefined {
    return this.#settings.get(name.toLowerCase())
  }

  /** The class in psycopg2.errors. */
  classOf(sqlstate: string): string | undefined {
    return this.#sqlstates.get(sqlstate)
  }

  /** All that can stand behind a dot. */
  members(owner: Thing): ReadonlyMap<string, Name> {
    if (owner.is === 'function') return new Map()
    if (owner.is !== 'module')
      return new Map(this.#line(owner.name).flatMap((name) => Object.entries(this.known.classes[name]?.members ?? {})))
    const names = Object.entries(this.known.modules[owner.name] ?? {})
    if (owner.name !== ERRORS) return new Map(names)
    const errors = Object.keys(this.known.errors).map((name) => [name, { kind: 'class', type: `${ERRORS}.${name}` } as const] as const)
    return new Map([...names, ...errors])
  }

  member(owner: Thing, name: string): Name | undefined {
    return this.members(owner).get(name)
  }

  /** What a member of this owner stands for; a type that is not psycopg2's is empty. */
  thing(owner: Thing, name: string): Thing | null {
    const entry = this.member(owner, name)
    if (!entry) return null
    if (entry.kind === 'module') return { is: 'module', name: `psycopg2.${name}`, entry }
    if (entry.kind === 'function') return { is: 'function', gives: entry.type, entry }
    return { is: entry.kind === 'class' ? 'class' : 'object', name: entry.type ?? '', entry }
  }

  /** A class and its bases, from the farthest on. */
  #line(name: string): string[] {
    const error = name.startsWith(`${ERRORS}.`) ? this.known.errors[name.slice(ERRORS.length + 1)] : undefined
    return [name, ...((error ?? this.known.classes[name])?.bases ?? [])].reverse()
  }
}

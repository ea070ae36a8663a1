/**
 * The programs that are kept in this browser, until they are thrown away. Each has a revision, so that a tab notices that another one has
 * changed the program meanwhile.
 */
import { kept } from '../live/kept.ts'
import { type Program, readProgram, writeProgram } from './program.ts'

export interface KeptProgram extends Program {
  readonly id: string
  /** From 1. */
  readonly revision: number
  /** When it was changed, in milliseconds since 1970. */
  readonly changed: number
}

/** `changed`: another tab has written it, or thrown it away, since; nothing is written then. */
export type Saved = { readonly tag: 'kept'; readonly program: KeptProgram } | { readonly tag: 'changed' } | { readonly tag: 'full' }

const NAME = 'program '
/** Before the program itself: the revision, and when that was. */
const FORM = /^(\d+) (\d+) (.*)$/s

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')

export const programs = {
  /** The latest first. */
  all: (): KeptProgram[] =>
    kept
      .names(NAME)
      .flatMap((name) => programs.load(name.slice(NAME.length)) ?? [])
      .sort((one, other) => other.changed - one.changed),

  /** Null: there is none. */
  load: (id: string): KeptProgram | null => read(id, kept.load(NAME + id)),

  /** As a new one. Null: this browser does not keep it. */
  add: (program: Program): KeptProgram | null => write(newId(), 1, program),

  /** In the place of `before`. */
  save({ id, revision }: KeptProgram, program: Program): Saved {
    if (programs.load(id)?.revision !== revision) return { tag: 'changed' }
    const written = write(id, revision + 1, program)
    return written ? { tag: 'kept', program: written } : { tag: 'full' }
  },

  remove: (id: string): void => kept.remove(NAME + id),

  /** Another tab has written it; null: it has thrown it away. */
  watch: (id: string, changed: (program: KeptProgram | null) => void, signal: AbortSignal): void =>
    kept.watch(NAME + id, (text) => changed(read(id, text)), signal),
}

function read(id: string, text: string | null): KeptProgram | null {
  const [, revision, changed, json] = FORM.exec(text ?? '') ?? []
  const program = json === undefined ? '' : readProgram(json)
  return typeof program === 'string' ? null : { ...program, id, revision: Number(revision), changed: Number(changed) }
}

function write(id: string, revision: number, program: Program): KeptProgram | null {
  const changed = Date.now()
  return kept.save(NAME + id, `${revision} ${changed} ${writeProgram(program)}`) ? { ...program, id, revision, changed } : null
}

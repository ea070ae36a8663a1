/** A program as the playground has it, and what is wrong with one that comes from elsewhere. Pure. */

/** What is run. Every program has it. */
export const MAIN = 'main.py'
/** What the superuser runs before. */
export const SETUP = 'setup.sql'

export interface Program {
  readonly title: string
  /** Texts by their names. */
  readonly files: ReadonlyMap<string, string>
  /** It came by a link, and nobody has made it theirs since: it runs apart. */
  readonly isForeign?: boolean
}

/** As it is kept and passed on. */
interface Written {
  readonly title: string
  readonly files: readonly (readonly [name: string, text: string])[]
  readonly isForeign?: boolean
}

const FILES_AT_MOST = 30
/** UTF-16 units of all files. */
export const TEXT_AT_MOST = 1_000_000
const TITLE_AT_MOST = 120
const NAME = /^[A-Za-z0-9_][\w.-]{0,59}$/

/** What is wrong with a name for another file of a program; null if nothing is. */
export function problemWithName(name: string, taken: ReadonlyMap<string, string>): string | null {
  if (name === '') return 'A file needs a name.'
  if (!NAME.test(name))
    return `“${name.slice(0, 60)}” cannot be the name of a file here: up to 60 letters, digits, points, hyphens and underscores, and no folders.`
  if (/^psycopg2(\.|$)/i.test(name))
    return `A file called ${name} would hide the driver: import psycopg2 would find your file in its place. Please choose another name.`
  if (taken.has(name)) return `There is a ${name} already.`
  return taken.size >= FILES_AT_MOST ? `A program has up to ${FILES_AT_MOST} files here.` : null
}

/** What was kept or came by a link, as a program; or what is wrong with it, in words. */
export function readProgram(json: string): Program | string {
  const written = parsed(json)
  if (written === null) return 'It holds no program.'
  const files = new Map<string, string>()
  for (const [name, text] of written.files) {
    const problem = problemWithName(name, files)
    if (problem !== null) return problem
    files.set(name, text)
  }
  if (!files.has(MAIN)) return `It has no ${MAIN}.`
  const length = [...files.values()].reduce((sum, text) => sum + text.length, 0)
  if (length > TEXT_AT_MOST) return `Its files are longer than ${TEXT_AT_MOST.toLocaleString('en')} characters.`
  return { title: titleOf(written.title), files, ...(written.isForeign === true && { isForeign: true }) }
}

export const writeProgram = ({ title, files, isForeign }: Program): string =>
  JSON.stringify({ title, files: [...files], ...(isForeign && { isForeign }) } satisfies Written)

/** In one line, and not too long. */
export const titleOf = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, TITLE_AT_MOST) || 'Untitled'

function parsed(json: string): Written | null {
  try {
    const it: unknown = JSON.parse(json)
    return isWritten(it) ? it : null
  } catch {
    return null
  }
}

const isWritten = (it: unknown): it is Written =>
  typeof it === 'object' &&
  it !== null &&
  typeof (it as Written).title === 'string' &&
  Array.isArray((it as Written).files) &&
  (it as Written).files.every((file) => Array.isArray(file) && file.length === 2 && file.every((part) => typeof part === 'string'))

/** What a run of it is given. */
export function requestOf({ files }: Program): { code: string; beside: { setup: string | null; files: ReadonlyMap<string, string> } } {
  const others = new Map(files)
  others.delete(MAIN)
  others.delete(SETUP)
  return { code: files.get(MAIN) ?? '', beside: { setup: files.get(SETUP) ?? null, files: others } }
}

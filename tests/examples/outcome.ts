/** What an example is on disk, and what running one leaves behind. Shared by the recorder and the comparison. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { differences } from './differences.ts'
import { TODAY } from './references.ts'

/** The contents of `expected.json`, which is of the psycopg2 that the driver follows, and of `expected-VERSION.json`: what the reader sees, and what ended the program. */
export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  /** The class as tracebacks name it (`psycopg2.errors.QueryCanceled`, `NameError`) and `str(e)`; null if no exception ended the program. */
  readonly exception: { readonly type: string; readonly message: string } | null
  readonly exitStatus: number
}

export interface Example {
  /** `<topic>/<name>`, as the lessons name it. */
  readonly id: string
  readonly folder: string
  readonly file: string
  /** The path of the SQL that a superuser runs in `lab` first, if there is any. */
  readonly setupFile: string | null
}

/** The programs that run in the page. */
const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
/** Those that cannot, as they need what a page has not: other processes, a network. They are recorded only. */
export const outside = fileURLToPath(new URL('../../src/content/recordings/', import.meta.url))

/** All programs in the order of their names, or only those asked for. An unknown name is an error that lists the known ones. */
export function findExamples(names: readonly string[] = [], root: string = examples): Example[] {
  const ids = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/main.py'))
    .map((path) => path.slice(0, -'/main.py'.length))
    .sort()
  const unknown = names.filter((name) => !ids.includes(name))
  if (unknown.length > 0) throw new Error(`No such example: ${unknown.join(', ')}. There are:\n  ${ids.join('\n  ')}`)
  return ids.filter((id) => names.length === 0 || names.includes(id)).map((id) => readExample(root, id))
}

function readExample(root: string, id: string): Example {
  const folder = join(root, id)
  const setupFile = join(folder, 'setup.sql')
  return {
    id,
    folder,
    file: 'main.py',
    setupFile: existsSync(setupFile) ? setupFile : null,
  }
}

const expectedFile = ({ folder }: Example, version: string) =>
  join(folder, version === TODAY ? 'expected.json' : `expected-${version}.json`)

/** What the example printed with psycopg2 `version`; null if nothing is recorded. */
export function recorded(example: Example, version: string): Outcome | null {
  const file = [version, TODAY].map((each) => expectedFile(example, each)).find((each) => existsSync(each))
  return file ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** Keeps it; of a psycopg2 other than the one that the driver follows, only if the example printed something else with it. */
export function record(example: Example, version: string, outcome: Outcome): void {
  const file = expectedFile(example, version)
  rmSync(file, { force: true })
  const today = recorded(example, TODAY)
  if (version === TODAY || !today || differences(today, outcome)) writeFileSync(file, `${JSON.stringify(outcome, null, 2)}\n`)
}

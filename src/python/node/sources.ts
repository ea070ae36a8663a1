/** Python's files under Node: the standard library, and our packages, which are the driver and `runtime`. (A page downloads them.) */
import { globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { PythonFiles } from '../host/files/python-files.ts'
import { type PythonImage, readPythonImage } from '../host/image/python-image.ts'
import { made } from './made.ts'
import { prunedFolder } from './pyodide.ts'

const here = import.meta.dirname
const sources = path.join(here, '..')

/** Our packages as they are written, by path. */
export const pythonSources = (): Map<string, Uint8Array> =>
  new Map(filesBelow(sources, ['psycopg2/**/*.py', 'runtime/**/*.py']).map((file) => [file, readBytes(path.join(sources, file))]))

/** What is put over the standard library, by path. */
export const replacedSources = (): Map<string, Uint8Array> => {
  const folder = path.join(sources, 'standard')
  return new Map(filesBelow(folder, ['**/*.py']).map((file) => [file, readBytes(path.join(folder, file))]))
}

/** Where each file lies that Python sees, bytecode included, by its path in `PythonFiles`. Bytecode is made once for each state of the sources. */
export function pythonPaths(): Map<string, string> {
  const folders = {
    standard: made('compile.ts', ['standard'], [...replacedSources()]),
    packages: made('compile.ts', ['packages'], [...pythonSources()]),
  }
  return new Map(
    Object.entries(folders).flatMap(([name, folder]) =>
      filesBelow(folder, ['**/*.py', '**/*.pyc']).map((file) => [`${name}/${file}`, path.join(folder, file)] as const),
    ),
  )
}

/** They are read when Python reads them. */
export function pythonFiles(): PythonFiles {
  const paths = pythonPaths()
  const sizes = new Map([...paths].map(([name, file]) => [name, statSync(file).size]))
  return new PythonFiles(sizes, new Map(), (name) => readBytes(paths.get(name)!))
}

/** A Python that has started, made once for each state of the sources. */
export const pythonImage = (): PythonImage => readPythonImage(pythonImageFile())

export const pythonImageFile = (): Uint8Array =>
  readBytes(path.join(made('make-image.ts', [], [...replacedSources(), ...pythonSources(), ...hostSources(), pruned()]), 'python.image'))

/** Which files a page needs from the start: the bytecode of our packages, and of the standard library what `read-at-start.ts` finds. */
export function readAtStart(): string[] {
  const folder = made('read-at-start.ts', [], [...replacedSources(), ...pythonSources(), ...hostSources(), pruned()])
  const read: string[] = JSON.parse(readFileSync(path.join(folder, 'read-at-start.json'), 'utf8'))
  const ours = [...pythonPaths().keys()].filter((file) => file.startsWith('packages/') && file.endsWith('.pyc'))
  return [...new Set([...read, ...ours])]
}

/** Which of Pyodide's files they are made with: the name of the folder says what is in it. */
const pruned = () => ['pruned', new TextEncoder().encode(path.basename(prunedFolder()))] as const

const hostSources = () =>
  filesBelow(path.join(sources, 'host'), ['**/*.ts']).map((file) => [file, readBytes(path.join(sources, 'host', file))] as const)

const filesBelow = (folder: string, patterns: readonly string[]): string[] =>
  globSync([...patterns], { cwd: folder })
    .map((file) => file.split(path.sep).join('/'))
    .sort()

const readBytes = (file: string): Uint8Array => new Uint8Array(readFileSync(file))

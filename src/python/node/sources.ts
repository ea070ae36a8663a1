/** Our Python files: the driver and the package `runtime`. (A page downloads them as an archive.) */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pyodideFolder } from './pyodide.ts'

const here = import.meta.dirname
const sources = path.join(here, '..')
const cache = path.join(here, '../../../node_modules/.cache/python')

/** As they are written, by path. */
export const pythonSources = (): Map<string, Uint8Array> => read(sources, ['psycopg2/**/*.py', 'runtime/**/*.py'])

/** The same with their bytecode, which is made once for each state of the sources and kept in node_modules/.cache. */
export function pythonFiles(): Map<string, Uint8Array> {
  const hash = createHash('sha256').update(readFileSync(path.join(pyodideFolder, 'package.json')))
  for (const [name, bytes] of pythonSources()) hash.update(name).update(bytes)
  const folder = path.join(cache, hash.digest('hex').slice(0, 16))
  if (!existsSync(folder))
    execFileSync(process.execPath, [path.join(here, 'compile.ts'), folder], { stdio: ['ignore', 'ignore', 'inherit'] })
  return read(folder, ['**/*.py', '**/*.pyc'])
}

function read(folder: string, patterns: readonly string[]): Map<string, Uint8Array> {
  const files = globSync([...patterns], { cwd: folder }).sort()
  return new Map(files.map((file) => [file.split(path.sep).join('/'), new Uint8Array(readFileSync(path.join(folder, file)))]))
}

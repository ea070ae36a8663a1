/** Our Python files, by path: the driver and the package `lab`. For Node; the page downloads them packed. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

const here = import.meta.dirname

export function pythonSources(): Map<string, Uint8Array> {
  const files = globSync(['psycopg2/**/*.py', 'lab/**/*.py'], { cwd: here }).sort()
  return new Map(files.map((file) => [file.split(path.sep).join('/'), new Uint8Array(readFileSync(path.join(here, file)))]))
}

/** What is made once of Pyodide as it comes, by programs of this folder; kept in node_modules/.cache. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

const here = import.meta.dirname
const cache = path.join(here, '../../../node_modules/.cache/python')

/** Where Pyodide's files lie, as they come. */
export const pyodideFolder = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))

/** The folder that a program makes of Pyodide's files and others, unless it has made it before. */
export function made(program: string, args: readonly string[], others: Iterable<readonly [name: string, content: Uint8Array]>): string {
  const hash = createHash('sha256')
    .update(readFileSync(path.join(pyodideFolder, 'package.json')))
    .update(readFileSync(path.join(here, program)))
  for (const [name, content] of others) hash.update(name).update(content)
  const folder = path.join(cache, [path.parse(program).name, ...args, hash.digest('hex').slice(0, 16)].join('-'))
  if (!existsSync(folder))
    execFileSync(process.execPath, [path.join(here, program), ...args, folder], { stdio: ['ignore', 'ignore', 'inherit'] })
  return folder
}

/** For these programs: has a folder filled, which then is there as a whole. */
export async function make(folder: string, fill: (scratch: string) => Promise<void>): Promise<void> {
  const scratch = `${folder}.${process.pid}`
  try {
    await mkdir(scratch, { recursive: true })
    await fill(scratch)
    await rename(scratch, folder)
  } catch (error) {
    await rm(scratch, { recursive: true, force: true })
    if (!existsSync(folder)) throw error // another build may have been quicker
  }
}

/** The programs with threads, what each prints, and its exit status. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

const folder = import.meta.dirname
const statuses: Readonly<Record<string, number>> = { 'ending.py': 4, 'leaving.py': 7 }

export interface ThreadProgram {
  readonly name: string
  readonly file: string
  readonly stdout: string
  readonly exitStatus: number
}

export const threadPrograms: readonly ThreadProgram[] = globSync('*.py', { cwd: folder })
  .sort()
  .map((name) => ({
    name,
    file: path.join(folder, name),
    stdout: readFileSync(path.join(folder, name.replace(/\.py$/, '.txt')), 'utf8'),
    exitStatus: statuses[name] ?? 0,
  }))

/** Finds the programs of browsers, and has Debian install them. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, globSync } from 'node:fs'
import path from 'node:path'

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return folders.map((folder) => path.join(folder, name)).find(isProgram) ?? null
}

/** The first that is there, of the file that a variable names, programs by name, and the places where installers put them (patterns). */
export function program(variable: string, names: readonly string[], places: readonly string[]): string | null {
  const named = process.env[variable]
  if (named) return named
  for (const name of names) {
    const file = onPath(name)
    if (file !== null) return file
  }
  return globSync([...places]).find(isProgram) ?? null
}

/** Below each of the folders where Windows has programs. */
export const windows = (file: string): string[] =>
  ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name]
    return folder ? [path.join(folder, file)] : []
  })

export const mayInstall = (): boolean => process.getuid?.() === 0 && onPath('apt-get') !== null

export function installDebians(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'inherit', env })
}

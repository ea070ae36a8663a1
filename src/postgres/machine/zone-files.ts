/** PostgreSQL's files of time zones, for Python. Paths are relative to their folder: they are the names of zones. */
import type { FileSystem } from './emscripten.ts'

const FOLDER = '/pglite/share/postgresql/timezone'

export class ZoneFiles {
  readonly #fs: FileSystem

  constructor(fs: FileSystem) {
    this.#fs = fs
  }

  /** undefined if there is nothing of that name. */
  kind(path: string): 'folder' | 'file' | undefined {
    try {
      return this.#fs.isDir(this.#fs.stat(`${FOLDER}/${path}`).mode) ? 'folder' : 'file'
    } catch {
      return undefined
    }
  }

  list(folder: string): readonly string[] {
    return this.#fs.readdir(`${FOLDER}/${folder}`).filter((name) => name !== '.' && name !== '..')
  }

  /** In bytes. */
  size(file: string): number {
    return this.#fs.stat(`${FOLDER}/${file}`).size
  }

  read(file: string): Uint8Array {
    return this.#fs.readFile(`${FOLDER}/${file}`)
  }
}

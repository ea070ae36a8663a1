/**
 * Python's own files as its file system shows them: the standard library and our packages, each source with its bytecode. Some are there from
 * the start; the others are fetched when Python reads them: sources for tracebacks, mostly, and modules that few programs import.
 */
import { type FileSystem, STANDARD_LIBRARY } from '../internals.ts'
import { type FolderSource, showFolder } from './folder.ts'

/** The folder of our packages, which Python imports from first. */
export const PACKAGES = '/lib/site-packages'

/** Where Python sees these folders. */
const SHOWN = { standard: STANDARD_LIBRARY, packages: PACKAGES } as const

/** The name under which the site has a file: flat, and none that tools for publishing leave out, as some do with `__pycache__`. */
export const downloadName = (path: string): string => `python.${path.replaceAll('/', '.')}.file`

export class PythonFiles implements FolderSource {
  /** Those that have been fetched, in order. */
  readonly fetched: string[] = []
  readonly #sizes: ReadonlyMap<string, number>
  readonly #contents: Map<string, Uint8Array>
  readonly #folders = new Map<string, Set<string>>([['', new Set()]])
  readonly #fetch: (path: string) => Uint8Array

  /**
   * Paths begin with `standard/` or `packages/`. `sizes`, in bytes, are those of all files, `contents` what is there already. `fetch` gets
   * one of the others at once, whatever that takes, and may throw: then Python has an OSError.
   */
  constructor(sizes: ReadonlyMap<string, number>, contents: ReadonlyMap<string, Uint8Array>, fetch: (path: string) => Uint8Array) {
    this.#sizes = sizes
    this.#contents = new Map(contents)
    this.#fetch = fetch
    for (const path of sizes.keys()) this.#list(path)
  }

  /** All of them are there. */
  static of(files: ReadonlyMap<string, Uint8Array>): PythonFiles {
    const sizes = new Map([...files].map(([path, bytes]) => [path, bytes.length]))
    return new PythonFiles(sizes, files, (path) => {
      throw new Error(`There is no ${path}.`)
    })
  }

  /** Shows them. To be called before Python starts, with Emscripten's FS. */
  show(fs: FileSystem): void {
    for (const [folder, path] of Object.entries(SHOWN)) if (this.#folders.has(folder)) showFolder(fs, path, this, folder)
  }

  kind(path: string): 'folder' | 'file' | undefined {
    return this.#sizes.has(path) ? 'file' : this.#folders.has(path) ? 'folder' : undefined
  }

  list(folder: string): readonly string[] {
    return [...this.#folders.get(folder)!]
  }

  size(file: string): number {
    return this.#sizes.get(file)!
  }

  read(file: string): Uint8Array {
    const known = this.#contents.get(file)
    if (known) return known
    const bytes = this.#fetch(file)
    if (bytes.length !== this.size(file)) throw new Error(`${file} has ${bytes.length} bytes in place of ${this.size(file)}.`)
    this.fetched.push(file)
    this.#contents.set(file, bytes)
    return bytes
  }

  #list(path: string): void {
    const slash = path.lastIndexOf('/')
    const folder = slash < 0 ? '' : path.slice(0, slash)
    if (!this.#folders.has(folder)) {
      this.#folders.set(folder, new Set())
      this.#list(folder)
    }
    this.#folders.get(folder)!.add(path.slice(slash + 1))
  }
}

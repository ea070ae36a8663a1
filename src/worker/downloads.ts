/**
 * Gets the engine's files, and reports progress in bytes as they travel; or takes them as the page has fetched them, or those that the page
 * has kept from a worker before.
 */
import type { EngineFiles, GivenFiles } from '../messages/run.ts'
import { readArchive } from '../postgres/machine/archive.ts'
import type { FileTree } from '../postgres/machine/file-tree.ts'
import { AS_READ_ARCHIVE } from './as-read.ts'
import { type BuiltFile, fetchFile, prepareUnpacking, unpackFile } from './fetch-file.ts'
import { readNow } from './read-now.ts'

/** What the build says of them. */
export interface BuiltFiles {
  /** The name of the folder that they are in, by their content. */
  readonly folder: string
  readonly files: Readonly<Record<string, BuiltFile>>
  /** The archive of those that are fetched as they are read, if there is one. */
  readonly archive: BuiltFile | null
}

/** What is given has no address. Pyodide wants one. */
const NOWHERE = 'given:///'

export class Downloads {
  /** Rejects when a download fails: Pyodide, for one, does not report it. */
  readonly failed: Promise<never>
  #fail!: (reason: Error) => void
  /** The address of the folder that the files are in. */
  readonly #folder: string
  readonly #files: BuiltFiles['files']
  /** The bytes that travel of all but those that the browser has kept. */
  #total: number
  readonly #progress: (loaded: number, total: number) => void
  #loaded = 0
  /** What has been asked for and has not all come. */
  readonly #coming = new Set<Promise<void>>()
  readonly #blobs: Map<string, Blob>
  readonly #modules: Map<string, WebAssembly.Module>
  readonly #given: GivenFiles | null
  #archive: Promise<FileTree['files']> | undefined

  private constructor(
    kept: EngineFiles,
    files: BuiltFiles['files'],
    progress: (loaded: number, total: number) => void,
    given: GivenFiles | null = null,
  ) {
    this.#given = given
    this.#folder = kept.folder
    this.#blobs = new Map(kept.blobs)
    this.#modules = new Map(kept.modules)
    this.#files = files
    this.#total = Object.values(files).reduce((sum, { packed }) => sum + packed, 0)
    this.#progress = progress
    this.failed = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.failed.catch(() => {})
  }

  /** `base` is what the folder is in. */
  static open(base: URL, { folder, files }: BuiltFiles, progress: (loaded: number, total: number) => void): Downloads {
    prepareUnpacking().catch(() => {}) // who unpacks something is told
    return new Downloads({ folder: new URL(`${folder}/`, base).href, blobs: new Map(), modules: new Map() }, files, progress)
  }

  /** Fetches nothing. */
  static given(given: GivenFiles, { files, archive }: BuiltFiles): Downloads {
    prepareUnpacking().catch(() => {}) // who unpacks something is told
    const all = { ...files, ...(archive && { [AS_READ_ARCHIVE]: archive }) }
    return new Downloads({ folder: NOWHERE, blobs: new Map(), modules: new Map() }, all, () => {}, given)
  }

  /** With what a worker before has downloaded. */
  static from(kept: EngineFiles): Downloads {
    return new Downloads(kept, {}, () => {})
  }

  /** Once no more than so many files are coming. */
  async remaining(files: number): Promise<void> {
    while (this.#coming.size > files) await Promise.race(this.#coming)
  }

  /** What there is by now, for workers to come. */
  get kept(): EngineFiles {
    return { folder: this.#folder, blobs: this.#blobs, modules: this.#modules }
  }

  /** The address of a file. */
  url(name: string): string {
    return new URL(name, this.#folder).href
  }

  /** Throws an Error that names it. */
  async #get(name: string): Promise<ArrayBuffer> {
    const { promise: arrived, resolve } = Promise.withResolvers<void>()
    this.#coming.add(arrived)
    void arrived.then(() => this.#coming.delete(arrived))
    const file = this.#files[name]!
    let isKept = false
    const listener = {
      kept: () => {
        if (!isKept) this.#total -= file.packed
        isKept = true
      },
      came: (bytes: number) => {
        this.#loaded += bytes
        this.#progress(Math.min(this.#loaded, this.#total), this.#total)
      },
      arrived: resolve,
    }
    try {
      return await (this.#given ? unpackFile(name, given(name, this.#given), file) : fetchFile(this.url(name), file, listener))
    } catch (error) {
      this.#fail(error as Error)
      throw error
    } finally {
      resolve()
    }
  }

  /** Imports a script, from a Blob: it is compressed, and hosts disagree on the type of `.mjs`. */
  async module<Exports>(name: string): Promise<Exports> {
    const blob = this.#blobs.get(name) ?? new Blob([await this.#get(name)], { type: 'text/javascript' })
    this.#blobs.set(name, blob)
    const url = URL.createObjectURL(blob)
    try {
      return (await import(/* @vite-ignore */ url)) as Exports
    } finally {
      URL.revokeObjectURL(url)
    }
  }

  async compiled(name: string): Promise<WebAssembly.Module> {
    const kept = this.#modules.get(name)
    if (kept) return kept
    const module = await WebAssembly.compile(await this.#get(name))
    this.#modules.set(name, module)
    return module
  }

  /** Gets the files that are fetched as they are read, each at once. */
  async now(): Promise<(name: string) => Uint8Array> {
    if (!this.#given && !this.#blobs.has(AS_READ_ARCHIVE)) return (name) => readNow(this.url(name))
    this.#archive ??= this.bytes(AS_READ_ARCHIVE).then((bytes) => readArchive(new Uint8Array(bytes)).files)
    const files = await this.#archive
    return (name) => given(name, files)
  }

  async bytes(name: string): Promise<ArrayBuffer> {
    const kept = this.#blobs.get(name)
    if (kept) return kept.arrayBuffer()
    const bytes = await this.#get(name)
    this.#blobs.set(name, new Blob([bytes]))
    return bytes
  }
}

function given<File>(name: string, files: ReadonlyMap<string, File>): File {
  const file = files.get(name)
  if (!file) throw new Error(`${name} is not among what was given.`)
  return file
}

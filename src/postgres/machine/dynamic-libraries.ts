/**
 * The libraries that PostgreSQL opens by dlopen(), linked here rather than by Emscripten, so that they lie at the same addresses after each
 * start. PL/pgSQL and the stemmers are linked before PostgreSQL runs. PL/pgSQL has variables, which each process has for itself. A library
 * that converts between encodings is linked when the first session needs it. As these have no variables, only tables, each is there once for
 * all sessions, in memory that is reserved for them and is no process's own.
 */
import type { PostgresExports } from './abi.ts'
import type { FileSystem } from './emscripten.ts'
import type { FileTree } from './file-tree.ts'
import { append } from './function-table.ts'
import { CONVERSIONS, LIBRARY_FOLDER, PRELOADED, WITHOUT_VARIABLES } from './libraries.ts'
import type { Range } from './memory-parts.ts'

/** The custom section of the server's binary with the functions that conversions call: src/integrations/sessions-for-pglite/conversions.wat. */
export const SUPPORT_SECTION = 'conversions'

/** All conversions together need 1.9 MB. */
const ROOM = 2 << 20

/** Offsets in Emscripten's `struct dso`: of the file's bytes, which dlopen() keeps, and of its name. */
const FILE = { data: 28, size: 32 }
const NAME = 36

type Imports = Readonly<Record<string, WebAssembly.ImportValue>>

/** A library that is loaded before the fork, and its places in memory and in the table of functions. */
interface Preloaded {
  readonly path: string
  readonly memory: Range
  readonly functions: Range
}

/** What has become of the libraries, as a value. */
export interface LibrariesState {
  readonly preloaded: readonly Preloaded[]
  readonly memory: Range
  readonly readOnly: readonly Range[]
  /** The functions that have been asked for: a library's path, a name, and the address. */
  readonly addresses: readonly (readonly [path: string, name: string, address: number])[]
  /** The length of the table of functions. */
  readonly functions: number
}

const pathOf = (name: string) => `${LIBRARY_FOLDER}/${name}.so`

/** By path. */
export type CompiledLibraries = ReadonlyMap<string, WebAssembly.Module>

/** Compiles those that every boot links, beside whatever else happens meanwhile. `installation` is what has them. */
export async function compileLibraries(root: string, installation: FileTree): Promise<CompiledLibraries> {
  const paths = PRELOADED.map(pathOf).filter((path) => installation.files.has(path.slice(root.length + 1)))
  const compile = async (path: string) => {
    const bytes = installation.files.get(path.slice(root.length + 1))!
    return [path, await WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>)] as const
  }
  return new Map(await Promise.all(paths.map(compile)))
}

export class DynamicLibraries {
  /** That of the conversions: addresses that are no process's own. */
  readonly memory: Range
  /** What the preloaded libraries have and nobody writes to, 1 MB: a switch between processes need not look for changes there. */
  readonly readOnly: Range[] = []
  readonly #exports: PostgresExports
  readonly #files: FileSystem
  readonly #server: WebAssembly.Module
  readonly #compiled: CompiledLibraries
  readonly #bytes: WebAssembly.Memory
  /** What libraries find by name: the server's exports, and what Emscripten gives to all. */
  readonly #symbols: Imports
  #free: number
  /** What conversions call, once one is loaded. */
  #support: Imports | undefined
  /** By path. */
  readonly #loaded = new Map<string, WebAssembly.Exports>()
  /** Of the preloaded ones those that are not loaded yet, by path. */
  readonly #reserved = new Map<string, Preloaded>()
  readonly #preloaded: Preloaded[] = []
  /** The addresses of functions that libraries and PostgreSQL have asked for, by the library's path and their names. */
  readonly #asked = new Map<string, Map<string, number>>()
  /** The same of the server that is to be restored. */
  readonly #before = new Map<string, Map<string, number>>()
  /** Functions by their indices in the table, which are C's addresses of them. Filled when the first is asked for. */
  readonly #addresses = new Map<unknown, number>()

  /** `server` is the module that `exports` belong to; `env` is what it imports from JavaScript. `compiled` need not have all, `before` is what is to be restored. */
  constructor(
    server: WebAssembly.Module,
    exports: PostgresExports,
    memory: WebAssembly.Memory,
    files: FileSystem,
    env: Imports,
    compiled: CompiledLibraries,
    before?: LibrariesState,
  ) {
    this.#compiled = compiled
    for (const [path, name, address] of before?.addresses ?? [])
      this.#before.set(path, (this.#before.get(path) ?? new Map<string, number>()).set(name, address))
    this.#exports = exports
    this.#files = files
    this.#server = server
    this.#bytes = memory
    this.#symbols = { ...env, ...(exports as unknown as WebAssembly.Exports), memory }
    for (const name of PRELOADED) {
      const later = WITHOUT_VARIABLES.includes(name) && before?.preloaded.find(({ path }) => path === pathOf(name))
      this.#preloaded.push(later ? this.#reserve(later) : this.#preload(name))
    }
    const start = exports.malloc(ROOM)
    this.memory = { start, end: start + ROOM }
    this.#free = start
  }

  get state(): LibrariesState {
    const addresses = [...this.#asked].flatMap(([path, names]) => [...names].map(([name, address]) => [path, name, address] as const))
    return { preloaded: this.#preloaded, memory: this.memory, readOnly: this.readOnly, addresses, functions: this.#table.length }
  }

  #preload(name: string): Preloaded {
    const path = pathOf(name)
    const functions = this.#table.length
    let memory = { start: 0, end: 0 }
    this.#loadFile(path, (size) => {
      const start = this.#exports.malloc(size)
      memory = { start, end: start + size }
      return start
    })
    if (WITHOUT_VARIABLES.includes(name)) this.readOnly.push(memory)
    return { path, memory, functions: { start: functions, end: this.#table.length } }
  }

  /** In place of `#preload`: it is loaded when somebody asks for a function of it. Nobody writes to its memory, so that it is the same for all then. */
  #reserve(library: Preloaded): Preloaded {
    const { path, memory, functions } = library
    this.#exports.malloc(memory.end - memory.start)
    while (this.#table.length < functions.end) this.#table.grow(functions.end - this.#table.length)
    this.#reserved.set(path, library)
    return library
  }

  /** What has been asked for since the boot. Returns whether memory and functions have the same addresses as they had in the state. */
  restore({ memory, readOnly, addresses, functions }: LibrariesState): boolean {
    for (const [path, name] of addresses) if (name in (this.#loaded.get(path) ?? {})) this.#symbol(path, name)
    while (this.#table.length < functions) this.#table.grow(functions - this.#table.length)
    this.readOnly.splice(0, this.readOnly.length, ...readOnly)
    return this.memory.start === memory.start && this.#table.length === functions
  }

  /** As `_dlopen_js`: 1 if the library is loaded now, else 0, with dlerror() set. */
  open(dso: number): 0 | 1 {
    const path = this.#text(dso + NAME)
    if (PRELOADED.some((name) => path === pathOf(name))) this.#isReadOnly(this.#word(dso + FILE.data), this.#word(dso + FILE.size))
    if (this.#loaded.has(path) || this.#reserved.has(path)) return 1
    if (!CONVERSIONS.some((name) => path === pathOf(name))) return this.#fail(`${path}: only PostgreSQL's own libraries can be loaded here`)
    const place = (size: number) => this.#take(size)
    const support = () => new WebAssembly.Module(WebAssembly.Module.customSections(this.#server, SUPPORT_SECTION)[0]!)
    this.#support ??= this.#link(SUPPORT_SECTION, support(), place, {})
    return this.#isRead(() => this.#loadFile(path, place, this.#support)) ? 1 : this.#fail(`${path} could not be read`)
  }

  /** Sets dlerror(). */
  #fail(why: string): 0 {
    const message = new TextEncoder().encode(`${why}\0`)
    const at = this.#exports.malloc(message.length)
    new Uint8Array(this.#bytes.buffer).set(message, at)
    this.#exports.__dl_seterr(at, 0)
    return 0
  }

  /** Whether `load` could read the file that it needs. */
  #isRead(load: () => void): boolean {
    try {
      load()
      return true
    } catch (error) {
      if (error instanceof this.#files.ErrnoError) return false
      throw error
    }
  }

  /** As `_dlsym_js`: the function's address, 0 if the library lacks it. */
  symbol(dso: number, name: number): number {
    return this.#symbol(this.#text(dso + NAME), this.#text(name))
  }

  #symbol(path: string, name: string): number {
    if (this.#reserved.has(path) && !this.#loadReserved(path)) return 0
    const found = this.#loaded.get(path)?.[name]
    return found === undefined ? 0 : this.#addressOf(path, name, found)
  }

  /** Returns whether its file could be read. */
  #loadReserved(path: string): boolean {
    const { memory, functions } = this.#reserved.get(path)!
    return this.#isRead(() => this.#loadFile(path, () => memory.start, {}, functions.start)) && this.#reserved.delete(path)
  }

  #loadFile(path: string, place: (size: number) => number, others: Imports = {}, functions?: number): void {
    const module = this.#compiled.get(path) ?? new WebAssembly.Module(this.#files.readFile(path) as Uint8Array<ArrayBuffer>)
    this.#loaded.set(path, this.#link(path, module, place, others, functions))
  }

  #take(size: number): number {
    const at = this.#free
    if (at + size > this.memory.end) throw new Error('the conversion libraries need more memory than was set aside for them')
    this.#free = at + size
    return at
  }

  /**
   * Links a position-independent library: https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md. `place` gives it memory;
   * `others` are symbols of another library; `functions` is where the table has room for it, if that is not to be made.
   */
  #link(
    path: string,
    module: WebAssembly.Module,
    place: (size: number) => number,
    others: Imports,
    functions?: number,
  ): WebAssembly.Exports {
    const { memorySize, alignment, tableSize } = needs(module)
    const reserved = place(memorySize + alignment)
    const at = Math.ceil(reserved / alignment) * alignment
    new Uint8Array(this.#bytes.buffer, at, memorySize).fill(0)
    const global = (value: number, mutable = false) => new WebAssembly.Global({ value: 'i32', mutable }, value)
    const env: Record<string, WebAssembly.ImportValue> = { ...this.#symbols, ...others }
    Object.assign(env, { __memory_base: global(at), __table_base: global(functions ?? this.#table.grow(tableSize)) })
    // The global offset table: the addresses of variables (GOT.mem) and functions (GOT.func), its own or those of others
    const got = { 'GOT.mem': {} as Record<string, WebAssembly.Global>, 'GOT.func': {} as Record<string, WebAssembly.Global> }
    for (const { module: table, name } of WebAssembly.Module.imports(module))
      if (table === 'GOT.mem' || table === 'GOT.func') got[table][name] = global(0, true)
    const { exports } = new WebAssembly.Instance(module, { env, ...got })
    const find = (name: string) => {
      const found = env[name] ?? exports[name]
      if (found === undefined) throw new Error(`a library needs the symbol ${name}, which nobody has`)
      return { found, isOwn: env[name] === undefined }
    }
    for (const [name, entry] of Object.entries(got['GOT.mem'])) {
      const { found, isOwn } = find(name)
      entry.value = ((found as WebAssembly.Global).value as number) + (isOwn ? at : 0)
    }
    for (const [name, entry] of Object.entries(got['GOT.func'])) entry.value = this.#addressOf(path, name, find(name).found)
    for (const name of ['__wasm_apply_data_relocs', '__wasm_call_ctors']) if (name in exports) (exports[name] as () => void)()
    return exports
  }

  #addressOf(path: string, name: string, value: unknown): number {
    const before = this.#before.get(path)?.get(name)
    const address = before === undefined ? this.#ownAddressOf(value) : this.#putAt(before, value)
    if (!this.#asked.has(path)) this.#asked.set(path, new Map())
    this.#asked.get(path)!.set(name, address)
    return address
  }

  /** Browsers differ in which functions they take for the same: those of a server that is restored have the addresses of before. */
  #putAt(address: number, value: unknown): number {
    while (this.#table.length <= address) this.#table.grow(1)
    if (this.#table.get(address) === null) this.#table.set(address, value)
    return address
  }

  /** A function has one address, that by which the server knows it, if it does. */
  #ownAddressOf(value: unknown): number {
    if (this.#addresses.size === 0) for (let i = 1; i < this.#table.length; i++) this.#addresses.set(this.#table.get(i), i)
    let address = this.#addresses.get(value)
    if (address === undefined) {
      address = append(this.#table, value)
      this.#addresses.set(value, address)
    }
    return address
  }

  get #table(): WebAssembly.Table {
    return this.#exports.__indirect_function_table
  }

  #isReadOnly(start: number, size: number): void {
    this.readOnly.push({ start, end: start + size })
  }

  #word(at: number): number {
    return new DataView(this.#bytes.buffer).getUint32(at, true)
  }

  #text(at: number): string {
    const bytes = new Uint8Array(this.#bytes.buffer)
    return new TextDecoder().decode(bytes.subarray(at, bytes.indexOf(0, at)))
  }
}

/** The first part of a library's `dylink.0`: 1, the part's length, then four numbers as unsigned LEB128, alignments as powers of 2. */
function needs(module: WebAssembly.Module): { memorySize: number; alignment: number; tableSize: number } {
  const bytes = new Uint8Array(WebAssembly.Module.customSections(module, 'dylink.0')[0]!)
  let at = 2
  const number = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!
      value |= (byte & 127) << shift
      if (byte < 128) return value
    }
  }
  return { memorySize: number(), alignment: 2 ** number(), tableSize: number() }
}

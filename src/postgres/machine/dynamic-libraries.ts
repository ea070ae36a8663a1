/**
 * The libraries that PostgreSQL opens by dlopen(), linked here rather than by Emscripten, so that they lie at the same addresses after each
 * start. PL/pgSQL and the stemmers are linked before PostgreSQL runs. PL/pgSQL has variables, which each process has for itself. A library
 * that converts between encodings is linked when the first session needs it. As these have no variables, only tables, each is there once for
 * all sessions, in memory that is reserved for them and is no process's own.
 */
import type { PostgresExports } from './abi.ts'
import type { FileSystem } from './emscripten.ts'
import { append } from './function-table.ts'
import { CONVERSIONS, LIBRARY_FOLDER, PRELOADED, WITHOUT_VARIABLES } from './libraries.ts'

/** The custom section of the server's binary with the functions that conversions call: src/integrations/sessions-for-pglite/conversions.wat. */
export const SUPPORT_SECTION = 'conversions'

/** All conversions together need 1.9 MB. */
const ROOM = 2 << 20

/** Offsets in Emscripten's `struct dso`: of the file's bytes, which dlopen() keeps, and of its name. */
const FILE = { data: 28, size: 32 }
const NAME = 36

type Imports = Readonly<Record<string, WebAssembly.ImportValue>>

/** Addresses, from `start` to before `end`. */
interface Region {
  readonly start: number
  readonly end: number
}

const pathOf = (name: string) => `${LIBRARY_FOLDER}/${name}.so`

export class DynamicLibraries {
  /** That of the conversions: addresses that are no process's own. */
  readonly memory: Region
  /** What the preloaded libraries have and nobody writes to, 1 MB: a switch between processes need not look for changes there. */
  readonly readOnly: Region[] = []
  readonly #exports: PostgresExports
  readonly #files: FileSystem
  readonly #server: WebAssembly.Module
  readonly #bytes: WebAssembly.Memory
  /** What libraries find by name: the server's exports, and what Emscripten gives to all. */
  readonly #symbols: Imports
  #free: number
  /** What conversions call, once one is loaded. */
  #support: Imports | undefined
  /** By path. */
  readonly #loaded = new Map<string, WebAssembly.Exports>()
  /** Functions by their indices in the table, which are C's addresses of them. Filled when the first is asked for. */
  readonly #addresses = new Map<unknown, number>()

  /** `server` is the module that `exports` belong to; `env` is what it imports from JavaScript. */
  constructor(server: WebAssembly.Module, exports: PostgresExports, memory: WebAssembly.Memory, files: FileSystem, env: Imports) {
    this.#exports = exports
    this.#files = files
    this.#server = server
    this.#bytes = memory
    this.#symbols = { ...env, ...(exports as unknown as WebAssembly.Exports), memory }
    for (const name of PRELOADED)
      this.#loadFile(pathOf(name), (size) => {
        const start = exports.malloc(size)
        if (WITHOUT_VARIABLES.includes(name)) this.#isReadOnly(start, size)
        return start
      })
    const start = exports.malloc(ROOM)
    this.memory = { start, end: start + ROOM }
    this.#free = start
  }

  /** As `_dlopen_js`: 1 if the library is loaded now, else 0, with dlerror() set. */
  open(dso: number): 0 | 1 {
    const path = this.#text(dso + NAME)
    if (PRELOADED.some((name) => path === pathOf(name))) this.#isReadOnly(this.#word(dso + FILE.data), this.#word(dso + FILE.size))
    if (this.#loaded.has(path)) return 1
    if (!CONVERSIONS.some((name) => path === pathOf(name))) {
      const message = new TextEncoder().encode(`${path}: only PostgreSQL's own libraries can be loaded here\0`)
      const at = this.#exports.malloc(message.length)
      new Uint8Array(this.#bytes.buffer).set(message, at)
      this.#exports.__dl_seterr(at, 0)
      return 0
    }
    const place = (size: number) => this.#reserved(size)
    this.#support ??= this.#link(new WebAssembly.Module(WebAssembly.Module.customSections(this.#server, SUPPORT_SECTION)[0]!), place, {})
    this.#loadFile(path, place, this.#support)
    return 1
  }

  /** As `_dlsym_js`: the function's address, 0 if the library lacks it. */
  symbol(dso: number, name: number): number {
    const found = this.#loaded.get(this.#text(dso + NAME))?.[this.#text(name)]
    return found === undefined ? 0 : this.#addressOf(found)
  }

  #loadFile(path: string, place: (size: number) => number, others: Imports = {}): void {
    const module = new WebAssembly.Module(this.#files.readFile(path) as Uint8Array<ArrayBuffer>)
    this.#loaded.set(path, this.#link(module, place, others))
  }

  #reserved(size: number): number {
    const at = this.#free
    if (at + size > this.memory.end) throw new Error('the conversion libraries need more memory than was set aside for them')
    this.#free = at + size
    return at
  }

  /**
   * Links a position-independent library: https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md. `place` gives it memory;
   * `others` are symbols of another library.
   */
  #link(module: WebAssembly.Module, place: (size: number) => number, others: Imports): WebAssembly.Exports {
    const { memorySize, alignment, tableSize } = needs(module)
    const reserved = place(memorySize + alignment)
    const at = Math.ceil(reserved / alignment) * alignment
    new Uint8Array(this.#bytes.buffer, at, memorySize).fill(0)
    const global = (value: number, mutable = false) => new WebAssembly.Global({ value: 'i32', mutable }, value)
    const env: Record<string, WebAssembly.ImportValue> = { ...this.#symbols, ...others }
    Object.assign(env, { __memory_base: global(at), __table_base: global(this.#table.grow(tableSize)) })
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
    for (const [name, entry] of Object.entries(got['GOT.func'])) entry.value = this.#addressOf(find(name).found)
    for (const name of ['__wasm_apply_data_relocs', '__wasm_call_ctors']) if (name in exports) (exports[name] as () => void)()
    return exports
  }

  /** A function has one address, that by which the server knows it, if it does. */
  #addressOf(value: unknown): number {
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

/**
 * The libraries that convert between encodings. A session calls dlopen() for one when it first needs it. As they have no variables, only
 * tables, each is loaded once for all sessions, into memory that is reserved for them at the start and is no process's own.
 */
import type { PostgresExports } from './abi.ts'
import type { FileSystem } from './emscripten.ts'
import { CONVERSIONS, LIBRARY_FOLDER } from './libraries.ts'

/** The custom section of the server's binary with the functions that they call: src/integrations/sessions-for-pglite/conversions.wat. */
export const SUPPORT_SECTION = 'conversions'

/** All of them together need 1.9 MB. */
const ROOM = 2 << 20

/** The offset of the file's name in Emscripten's `struct dso`. */
const NAME = 36

export class ConversionLibraries {
  /** Addresses that are no process's own. */
  readonly memory: { readonly start: number; readonly end: number }
  readonly #exports: PostgresExports
  readonly #files: FileSystem
  readonly #server: WebAssembly.Module
  readonly #env: Record<string, WebAssembly.ImportValue>
  readonly #bytes: WebAssembly.Memory
  #free: number
  /** What the libraries call, once one is loaded. */
  #support: WebAssembly.Exports | undefined
  /** By path. */
  readonly #loaded = new Map<string, WebAssembly.Exports>()
  readonly #addresses = new Map<WebAssembly.ExportValue, number>()

  /** `server` is the module that `exports` belong to. */
  constructor(server: WebAssembly.Module, exports: PostgresExports, memory: WebAssembly.Memory, files: FileSystem) {
    const start = exports.malloc(ROOM)
    this.memory = { start, end: start + ROOM }
    this.#free = start
    this.#exports = exports
    this.#files = files
    this.#server = server
    this.#bytes = memory
    this.#env = { ...(exports as unknown as WebAssembly.Exports), memory }
  }

  /** As `_dlopen_js`: 1 if the library has been loaded; undefined if it is none of these. */
  open(dso: number): 1 | undefined {
    const path = this.#text(dso + NAME)
    if (!CONVERSIONS.some((name) => path === `${LIBRARY_FOLDER}/${name}.so`)) return undefined
    if (!this.#loaded.has(path)) {
      this.#support ??= this.#load(new WebAssembly.Module(WebAssembly.Module.customSections(this.#server, SUPPORT_SECTION)[0]!), {})
      const library = new WebAssembly.Module(this.#files.readFile(path) as Uint8Array<ArrayBuffer>)
      this.#loaded.set(path, this.#load(library, this.#support))
    }
    return 1
  }

  /** As `_dlsym_js`: the function's index in the table, 0 if the library lacks it; undefined if the library is none of these. */
  symbol(dso: number, name: number): number | undefined {
    const found = this.#loaded.get(this.#text(dso + NAME))
    if (!found) return undefined
    const value = found[this.#text(name)]
    if (value === undefined) return 0
    let address = this.#addresses.get(value)
    if (address === undefined) {
      address = this.#table.grow(1, value)
      this.#addresses.set(value, address)
    }
    return address
  }

  get #table(): WebAssembly.Table {
    return this.#exports.__indirect_function_table
  }

  /** Links a position-independent library: https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md */
  #load(module: WebAssembly.Module, support: WebAssembly.Exports): WebAssembly.Exports {
    const { memorySize, alignment, tableSize } = needs(module)
    const at = Math.ceil(this.#free / alignment) * alignment
    if (at + memorySize > this.memory.end) throw new Error('the conversion libraries need more memory than was set aside for them')
    this.#free = at + memorySize
    const global = (value: number) => new WebAssembly.Global({ value: 'i32' }, value)
    const env = { ...this.#env, ...support, __memory_base: global(at), __table_base: global(this.#table.grow(tableSize)) }
    const { exports } = new WebAssembly.Instance(module, { env })
    for (const name of ['__wasm_apply_data_relocs', '__wasm_call_ctors']) if (name in exports) (exports[name] as () => void)()
    return exports
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

/**
 * A WebAssembly binary, decoded as far as the patches need it: function bodies can be replaced and appended, globals and exports added, and
 * nothing changes its index. Format: https://webassembly.github.io/spec/core/binary/
 */

const SECTION = { type: 1, import: 2, function: 3, global: 6, export: 7, code: 10, data: 11 } as const
const EXTERNAL = ['function', 'table', 'memory', 'global', 'tag'] as const

export interface Export {
  readonly kind: (typeof EXTERNAL)[number]
  readonly index: number
}

/** Unsigned LEB128. */
export function u32(value: number): number[] {
  const out: number[] = []
  do {
    const low = value & 127
    value >>>= 7
    out.push(value ? low | 128 : low)
  } while (value)
  return out
}

/** Signed LEB128, as in the operand of `i32.const`. */
export function s32(value: number): number[] {
  for (const out: number[] = []; ; value >>= 7) {
    const low = value & 127
    if (value >> 6 === 0 || value >> 6 === -1) return [...out, low]
    out.push(low | 128)
  }
}

class Reader {
  readonly bytes: Uint8Array
  at: number
  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.at = at
  }
  byte = (): number => this.bytes[this.at++] as number
  u32 = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      value |= (byte & 127) << shift
      if (byte < 128) return value >>> 0
    }
  }
  s32 = (): number => {
    let value = 0
    for (let shift = 0; ; ) {
      const byte = this.byte()
      value |= (byte & 127) << shift
      shift += 7
      if (byte < 128) return shift < 32 && byte & 64 ? value | (-1 << shift) : value
    }
  }
  take = (length: number): Uint8Array => {
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }
  name = (): string => new TextDecoder().decode(this.take(this.u32()))
  list = <T>(item: (index: number) => T): T[] => Array.from({ length: this.u32() }, (_, index) => item(index))
}

export class WasmBinary {
  /** Signatures as text, e.g. `7f,7f>7f`, with the value types as bytes in hexadecimal. */
  readonly types: string[] = []
  /** Names of the imported functions, `module.name`; their positions are their indices. */
  readonly imports: string[] = []
  readonly exports = new Map<string, Export>()
  /** Bodies of the functions defined here; the first has the index `imports.length`. */
  readonly bodies: Uint8Array[] = []
  /** The signature of each of them. */
  readonly signatures: string[] = []
  /** Initial values of those globals that are `i32.const`; null for the others. */
  readonly globals: (number | null)[] = []
  /** Active data segments at constant addresses. */
  readonly data: { readonly address: number; readonly bytes: Uint8Array }[] = []

  readonly #sections: { readonly id: number; readonly bytes: Uint8Array }[] = []
  readonly #added = { types: [] as number[], globals: [] as number[][], exports: [] as [string, Export][] }

  constructor(bytes: Uint8Array) {
    const reader = new Reader(bytes, 8)
    while (reader.at < bytes.length) this.#sections.push({ id: reader.byte(), bytes: reader.take(reader.u32()) })
    const section = (id: number) => new Reader(this.#section(id), 0)
    const hex = (r: Reader) => r.list(() => r.byte().toString(16)).join()

    const types = section(SECTION.type)
    this.types = types.list(() => {
      types.byte() // a function type
      return `${hex(types)}>${hex(types)}`
    })
    const imports = section(SECTION.import)
    imports.list(() => {
      const name = `${imports.name()}.${imports.name()}`
      const kind = EXTERNAL[imports.byte()]
      if (kind !== 'function' && kind !== 'memory') throw new Error(`import ${name}: a ${kind} was not expected here`)
      if (kind === 'memory' && imports.byte() & 1) imports.u32() // it has a maximum, too
      imports.u32() // the type's index, or the minimum
      if (kind === 'function') this.imports.push(name)
    })
    const functions = section(SECTION.function)
    this.signatures = functions.list(() => this.types[functions.u32()]!)
    const globals = section(SECTION.global)
    this.globals = globals.list(() => {
      globals.at += 2 // value type, mutability
      const isConst = globals.byte() === 0x41
      const value = isConst ? globals.s32() : null
      while (globals.byte() !== 0x0b);
      return value
    })
    const exports = section(SECTION.export)
    exports.list(() => this.exports.set(exports.name(), { kind: EXTERNAL[exports.byte()]!, index: exports.u32() }))
    const code = section(SECTION.code)
    this.bodies = code.list(() => code.take(code.u32()).slice())
    const data = section(SECTION.data)
    data.list(() => {
      const mode = data.u32()
      let address = -1 // passive: placed by code
      if (mode === 0) {
        if (data.byte() === 0x41) address = data.s32()
        while (data.byte() !== 0x0b);
      } else if (mode !== 1) throw new Error(`data segment of mode ${mode} was not expected here`)
      this.data.push({ address, bytes: data.take(data.u32()) })
    })
  }

  #section(id: number): Uint8Array {
    return this.#sections.find((s) => s.id === id)?.bytes ?? new Uint8Array([0])
  }

  import(name: string): number {
    const index = this.imports.indexOf(name)
    if (index < 0) throw new Error(`there is no import ${name}`)
    return index
  }

  export(name: string): Export {
    const found = this.exports.get(name)
    if (!found) throw new Error(`there is no export ${name}`)
    return found
  }

  /** The address that an exported data symbol has in memory. */
  address(name: string): number {
    const value = this.globals[this.export(name).index]
    if (typeof value !== 'number') throw new Error(`${name} has no constant address`)
    return value
  }

  /** Where in `bodies` the function of this index is. */
  bodyOf = (index: number): number => index - this.imports.length

  /** Adds a function and returns its index. */
  addFunction(signature: string, body: readonly number[]): number {
    const type = this.types.indexOf(signature)
    if (type < 0) throw new Error(`no function has the signature ${signature}`)
    this.#added.types.push(type)
    this.signatures.push(signature)
    return this.imports.length + this.bodies.push(Uint8Array.from(body)) - 1
  }

  /** Adds a mutable i32 and returns its index. */
  addGlobal(value: number): number {
    this.#added.globals.push([0x7f, 1, 0x41, ...s32(value), 0x0b])
    return this.globals.push(value) - 1
  }

  addExport(name: string, kind: Export['kind'], index: number): void {
    if (!this.exports.has(name)) this.#added.exports.push([name, { kind, index }])
  }

  /** Leaves out the exports that it has had and that are not among `names`. */
  retainExports(names: ReadonlySet<string>): void {
    for (const name of [...this.exports.keys()]) if (!names.has(name)) this.exports.delete(name)
  }

  encode(): Uint8Array {
    const extended = (id: number, added: readonly (readonly number[])[]): Uint8Array[] => {
      const reader = new Reader(this.#section(id), 0)
      return [Uint8Array.from(u32(reader.u32() + added.length)), reader.bytes.subarray(reader.at), Uint8Array.from(added.flat())]
    }
    const list = (items: readonly (readonly number[])[]) => [Uint8Array.from(u32(items.length)), Uint8Array.from(items.flat())]
    const name = (text: string) => [...u32(text.length), ...new TextEncoder().encode(text)]
    const out: Uint8Array[] = [Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])]
    for (const { id, bytes } of this.#sections) {
      let parts = [bytes]
      if (id === SECTION.function) parts = extended(id, this.#added.types.map(u32))
      if (id === SECTION.global) parts = extended(id, this.#added.globals)
      if (id === SECTION.export)
        parts = list(
          [...this.exports, ...this.#added.exports].map(([n, { kind, index }]) => [...name(n), EXTERNAL.indexOf(kind), ...u32(index)]),
        )
      if (id === SECTION.code)
        parts = [Uint8Array.from(u32(this.bodies.length)), ...this.bodies.flatMap((b) => [Uint8Array.from(u32(b.length)), b])]
      out.push(Uint8Array.from([id, ...u32(parts.reduce((sum, part) => sum + part.length, 0))]), ...parts)
    }
    return new Uint8Array(Buffer.concat(out))
  }
}

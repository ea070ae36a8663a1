/**
 * PGlite exports two thousand functions and variables, for extensions that might be loaded, and its loader handles each of them at every start.
 * Here only those stay that somebody uses: the host, the libraries that come with it, and the loader.
 */
import { EXPORTS } from '../../postgres/machine/abi.ts'
import type { FileTree } from '../../postgres/machine/file-tree.ts'
import { expectCount, only } from './find.ts'
import { USED_BY_TRAMPOLINES } from './trampolines.ts'
import { WasmBinary } from './wasm-binary.ts'

/** `_name = Module["_name"] = wasmExports["name"]`, or its value; Module's part is for who embeds PGlite. */
const ASSIGNMENT = /(?<variable>[\w$]+)=(?:Module\["\w+"\]=)?wasmExports\["(?<name>\w+)"\](?:\.value)?;/g
const FUNCTION = /function assignWasmExports\(wasmExports\)\{(?<body>[^}]*)\}/
/** Gives each export a place in the table of functions, for libraries that Emscripten links. */
const GLOBAL_OFFSETS = 'updateGOT(origExports);'

/** The loader without what it does for exports that it does not use itself, and the names of the others. */
export function withoutUnusedExports(loader: string): { loader: string; used: readonly string[] } {
  const [whole = '', body = ''] = FUNCTION.exec(loader) ?? []
  const counts = new Map<string, number>()
  for (const [word] of loader.matchAll(/[\w$]+/g)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const used: string[] = []
  const kept = body.concat(';').replaceAll(ASSIGNMENT, (assignment, variable: string, name: string) => {
    // Its declaration, this assignment, and its name for Module
    const isUsed = counts.get(variable)! > (assignment.includes(`Module["${variable}"]`) ? 3 : 2)
    if (isUsed) used.push(name)
    return isUsed ? assignment : ''
  })
  expectCount('the exports that the loader uses', used, 24)
  only('the global offset table of exports', loader.split(GLOBAL_OFFSETS).slice(1))
  const names = new Set([...loader.matchAll(/wasmExports\["(\w+)"\]/g)].map(([, name]) => name!))
  const others = [...names].filter((name) => !body.includes(`wasmExports["${name}"]`))
  return {
    loader: loader.replace(whole, () => whole.replace(body, () => kept)).replace(GLOBAL_OFFSETS, ''),
    used: [...used, ...others, '__indirect_function_table', '__main_argc_argv', 'main'],
  }
}

/** `wasm` with only the exports that the host and the libraries use, and those `used` by the loader. */
export function withoutExports(wasm: Uint8Array, installation: FileTree, used: readonly string[], support: Uint8Array): Uint8Array {
  const libraries = [...installation.files].filter(([path]) => path.endsWith('.so')).map(([, bytes]) => bytes)
  const imported = [...libraries, support].flatMap((bytes) =>
    WebAssembly.Module.imports(new WebAssembly.Module(bytes as BufferSource)).map(({ name }) => name),
  )
  const binary = new WasmBinary(wasm)
  binary.retainExports(new Set([...EXPORTS, ...USED_BY_TRAMPOLINES, ...imported, ...used]))
  return binary.encode()
}

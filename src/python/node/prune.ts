/**
 * `node prune.ts FOLDER` writes Pyodide's loader and WebAssembly into a folder, without what they have for libraries that are linked later:
 * seven thousand exported functions, each of which every start would handle, and those among them that nobody else calls.
 */
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import binaryen from 'binaryen'
import { USED_EXPORTS } from '../host/internals.ts'
import { make, pyodideFolder } from './made.ts'

/** `_name = Module["_name"] = wasmExports["name"]`, or its value. */
const ASSIGNMENT = /(?<variable>[\w$]+)=(?:Module\["[\w$]+"\]=)?wasmExports\["(?<name>[^"]+)"\](?:\.value)?;/g
/** Of a variable: its declaration, and the assignment, which names it twice if it becomes a property of Module. */
const MENTIONS = { variable: 2, property: 3 }
/** Gives each export a place in the table of functions. WebKit's places would be others than those of an image. */
const GLOBAL_OFFSETS = 'updateGOT(origExports);'
/** What the loader looks for by other means. */
const FOUND_BY_NAME = ['memory', '__indirect_function_table', 'main', '__main_argc_argv', '__cpp_exception', '__c_longjmp']

/** The loader without assignments of what it does not use, and the exports that it uses. */
function prunedLoader(loader: string): { text: string; used: Set<string> } {
  const counts = new Map<string, number>()
  for (const [word] of loader.matchAll(/[\w$]+/g)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const used = new Set<string>([...FOUND_BY_NAME, ...USED_EXPORTS])
  let dropped = 0
  const kept = loader.replaceAll(ASSIGNMENT, (assignment, variable: string, name: string) => {
    const mentions = assignment.includes('Module[') ? MENTIONS.property : MENTIONS.variable
    if (counts.get(variable)! > mentions || used.has(name)) {
      used.add(name)
      return assignment
    }
    dropped++
    return ''
  })
  if (dropped < 4000) throw new Error(`Only ${dropped} exports of Pyodide are not used: its loader has another form.`)
  for (const [, name] of kept.matchAll(/wasmExports(?:\["|\.)([\w$]+)/g)) used.add(name!)
  const parts = kept.split(GLOBAL_OFFSETS)
  if (parts.length !== 2) throw new Error(`Pyodide's loader has ${parts.length - 1} times ${GLOBAL_OFFSETS}, not once.`)
  return { text: parts.join(''), used }
}

function prunedBinary(wasm: Uint8Array, used: ReadonlySet<string>): Uint8Array {
  const module = binaryen.readBinary(wasm)
  const exports = Array.from({ length: module.getNumExports() }, (_, index) => binaryen.getExportInfo(module.getExportByIndex(index)).name)
  for (const name of exports) if (!used.has(name)) module.removeExport(name)
  module.runPasses(['remove-unused-module-elements'])
  try {
    return module.emitBinary()
  } finally {
    module.dispose()
  }
}

const [folder = ''] = process.argv.slice(2)
await make(folder, async (scratch) => {
  const { text, used } = prunedLoader(readFileSync(path.join(pyodideFolder, 'pyodide.asm.mjs'), 'utf8'))
  await writeFile(path.join(scratch, 'pyodide.asm.mjs'), text)
  await writeFile(path.join(scratch, 'pyodide.asm.wasm'), prunedBinary(readFileSync(path.join(pyodideFolder, 'pyodide.asm.wasm')), used))
})

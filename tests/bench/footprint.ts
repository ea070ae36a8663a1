/** What a server keeps of the machine: memory and open files. Looks through the module's own factory, so that nothing has to be exposed. */
import { existsSync, readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { EmscriptenModule } from '../../src/postgres/machine/emscripten.ts'
import type { PostmasterParts } from '../../src/postgres/server/postmaster.ts'
import type { Footprint } from './results.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** How many pieces of memory Linux has given this process. Each stack that is put aside is one, and its guard another. */
function mappings(): number {
  const maps = '/proc/self/maps'
  return existsSync(maps) ? readFileSync(maps, 'utf8').split('\n').length : 0
}

/** A page of the system. */
const PAGE = 4096

/** How many bytes lie in pages of `memory` that somebody has written to: only those take up memory of the machine. */
function touchedBytes(memory: WebAssembly.Memory): number {
  const zeros = Buffer.alloc(PAGE)
  let touched = 0
  for (let at = 0; at < memory.buffer.byteLength; at += PAGE) if (!zeros.equals(new Uint8Array(memory.buffer, at, PAGE))) touched += PAGE
  return touched
}

/** `parts` for one server, and the functions that measure it. */
export function watched(parts: PostmasterParts): { parts: PostmasterParts; footprint: () => Promise<Footprint>; touched: () => number } {
  let memory: WebAssembly.Memory
  let module: EmscriptenModule
  const factory: typeof parts.factory = async (options) => {
    memory = options.wasmMemory
    module = await parts.factory(options)
    return module
  }
  const footprint = async () => {
    // What was released is given back by tasks that come after the collection
    for (let i = 0; i < 5; i++) {
      collectGarbage()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
    return {
      wasmMemoryBytes: memory.buffer.byteLength,
      heapBytes: heapUsed,
      arrayBufferBytes: arrayBuffers,
      residentBytes: rss,
      mappings: mappings(),
      descriptors: module.FS.streams.filter(Boolean).length,
      stackPointer: module.stackSave(),
    }
  }
  return { parts: { ...parts, factory }, footprint, touched: () => touchedBytes(memory) }
}

/** What a server keeps of the machine: memory and open files. Looks through the module's own factory, so that nothing has to be exposed. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { EmscriptenModule } from '../../src/postgres/emscripten.ts'
import type { PostmasterParts } from '../../src/postgres/postmaster.ts'
import type { Footprint } from './results.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** `parts` for one server, and the function that measures it. */
export function watched(parts: PostmasterParts): { parts: PostmasterParts; footprint: () => Promise<Footprint> } {
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
      descriptors: module.FS.streams.filter(Boolean).length,
    }
  }
  return { parts: { ...parts, factory }, footprint }
}

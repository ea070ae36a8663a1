/** How many stacks can be suspended at a time: Firefox has room for 100, and Python would not survive it if there were none left. */
import { suspendable, suspending } from '../../scheduling/jspi.ts'

/** A module that imports a function `f` from `m`, and exports a function `f` that calls it. */
const MODULE = new Uint8Array([
  ...[0, 97, 115, 109, 1, 0, 0, 0], // the head
  ...[1, 4, 1, 96, 0, 0], // a type: no parameters, no result
  ...[2, 7, 1, 1, 109, 1, 102, 0, 0], // import "m" "f" of that type
  ...[3, 2, 1, 0], // one function of that type
  ...[7, 5, 1, 1, 102, 0, 1], // export it as "f"
  ...[10, 6, 1, 4, 0, 16, 0, 11], // call what was imported
])

/** How many more, up to `most`. */
export function countStacks(most: number): number {
  const { promise, resolve } = Promise.withResolvers<void>()
  const instance = new WebAssembly.Instance(new WebAssembly.Module(MODULE), { m: { f: suspending(() => promise) } })
  const suspend = suspendable(instance.exports['f'] as () => void)
  let count = 0
  try {
    for (; count < most; count++) suspend().catch(() => {})
  } catch {
    // This one was too many
  }
  resolve()
  return count
}

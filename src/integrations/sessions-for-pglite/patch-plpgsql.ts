/**
 * PL/pgSQL is a library of its own, with CHECK_FOR_INTERRUPTS() compiled to
 * `if (InterruptPending) ProcessInterrupts()`. Now the condition is always true, so that it calls
 * ProcessInterrupts() every time, which counts down to the next look at the clock and returns at once if nothing is pending
 * (patch-postgres.ts).
 */
import { expectCount, positions } from './find.ts'

/** `global.get GOT.mem.InterruptPending; i32.load`. 7 is the global's index in this library: the loop in `DO $$ begin loop end loop; end $$` shows it. */
const LOAD = [0x23, 7, 0x28, 2, 0]
const ONE = [0x41, 1, 1, 1, 1] // i32.const 1; nop; nop; nop

/** The altered plpgsql.so. */
export function patchPlpgsql(original: Uint8Array): Uint8Array {
  const library = original.slice()
  for (const at of expectCount("PL/pgSQL's loads of InterruptPending", positions(library, LOAD), 5)) library.set(ONE, at)
  return library
}

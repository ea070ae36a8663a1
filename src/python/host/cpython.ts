/** What no type of Pyodide tells: the memory of CPython, and the few things in it that have to be known. */
import type { PyodideAPI } from 'pyodide'
import type { LocalTime } from './zones/local-time.ts'

export interface Emscripten {
  readonly HEAP32: Int32Array
  readonly HEAPU8: Uint8Array
  /** The address of `_Py_emscripten_signal_clock`, which counts down to the next poll. */
  readonly __Py_emscripten_signal_clock: number
  /** The address of a number: not 0 if there are to be polls. */
  readonly _Py_EMSCRIPTEN_SIGNAL_HANDLING: number
  /** The address of `_PyRuntime`. */
  readonly __PyRuntime: number
  _PyThreadState_Get(): number
  /** See `withLocalTime`. */
  readonly localTime: LocalTime
  /** `pollAsync` is Pyodide's own: what gives a promise there suspends the stack that has called `poll`. */
  readonly SOCKFS: { pollAsync?: () => PromiseLike<number> | null }
}

export const emscriptenOf = (pyodide: PyodideAPI): Emscripten => (pyodide as unknown as { _module: Emscripten })._module

/** `_PyRuntime` begins with a table for debuggers (Include/internal/pycore_debug_offsets.h), in words of 8 bytes. */
const COOKIE = 'xdebugpy'
const VERSION = { at: 1, mask: 0xff_ff_00_00, is: 0x03_0e_00_00 }
/** Of `PyThreadState.current_frame`: after the cookie, version, 4 + 16 words about other things, and of this one's size, prev, next, interp. */
const CURRENT_FRAME = 26

/** Where in a `PyThreadState` its frame is, in bytes. */
export function offsetOfFrame(emscripten: Emscripten): number {
  const { __PyRuntime: table, HEAPU8, HEAP32 } = emscripten
  const word = (index: number) => HEAP32[(table >> 2) + 2 * index]!
  const cookie = String.fromCharCode(...HEAPU8.subarray(table, table + COOKIE.length))
  if (cookie !== COOKIE || (word(VERSION.at) & VERSION.mask) !== VERSION.is)
    throw new Error('This is not the CPython 3.14 whose memory is known.')
  return word(CURRENT_FRAME)
}

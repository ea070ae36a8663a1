/**
 * All that we use of Pyodide, and of CPython inside it, and that their types do not tell: what an upgrade can break.
 * tests/engine/python/host/internals.test.ts says for each whether it still holds.
 */
import type { PyodideAPI } from 'pyodide'
import type { PythonImage } from './image/python-image.ts'

/** Pyodide's Emscripten module. Addresses are numbers. */
export interface Internals {
  readonly HEAP32: Int32Array
  readonly HEAPU8: Uint8Array
  _malloc(size: number): number
  /** Of C's `char *tzname[2]`. */
  readonly ___tzname: number
  /** Of `_Py_emscripten_signal_clock`, which counts down to the next poll. */
  readonly __Py_emscripten_signal_clock: number
  /** Of a number: whether there are polls. */
  readonly _Py_EMSCRIPTEN_SIGNAL_HANDLING: number
  /** Asked for at each poll: CPython looks at `[0]`, and sets it to 0 if it is a signal. */
  readonly Py_EmscriptenSignalBuffer?: { 0: number } | undefined
  /** Makes a Python exception of what JavaScript has thrown: called by JavaScript that Python has called. */
  handle_js_error(thrown: unknown): void
  readonly __PyRuntime: number
  /** Of a number: where in `_PyRuntime` the function lies that calls C's functions with as many arguments as they take (0: there is none). */
  readonly __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number
  _PyThreadState_Get(): number
  /** What gives a promise there suspends the stack that has called `poll`, until the promise gives the number of descriptors. */
  readonly SOCKFS: { pollAsync?: () => PromiseLike<number> | null }
}

/** What of it WebAssembly exports, by its own names. */
export const USED_EXPORTS = [
  'malloc',
  '__tzname',
  '_Py_emscripten_signal_clock',
  'Py_EMSCRIPTEN_SIGNAL_HANDLING',
  '_PyRuntime',
  '_PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET',
  'PyThreadState_Get',
] as const

export const internalsOf = (pyodide: PyodideAPI): Internals => (pyodide as unknown as { _module: Internals })._module

// ── Polls ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What CPython sets its counter to just before it polls (Python/emscripten_signal.c). It also polls from its C code, at any count. */
export const COUNT_AT_POLL = 50

/** How many jumps back and calls CPython executes until the next poll: a number in its memory, which it counts down. */
export class PollCounter {
  readonly #internals: Internals
  readonly #at: number
  #memory: Int32Array

  constructor(internals: Internals) {
    this.#internals = internals
    this.#at = internals.__Py_emscripten_signal_clock >> 2
    this.#memory = internals.HEAP32
  }

  get count(): number {
    return this.#words[this.#at]!
  }

  set count(count: number) {
    this.#words[this.#at] = count
  }

  get #words(): Int32Array {
    // When memory grows, older views of it have length 0
    if (this.#memory.length === 0) this.#memory = this.#internals.HEAP32
    return this.#memory
  }
}

/**
 * Lets CPython poll. `buffer` is asked for at each poll; undefined is no signal. While what JavaScript has thrown becomes an exception it is
 * not asked: Python is called by JavaScript then, so that its stack cannot be suspended, and Pyodide's `can_run_sync` does not say so.
 */
export function enablePolls(internals: Internals, buffer: () => { 0: number } | undefined): void {
  const { handle_js_error } = internals
  let isHandling = false
  internals.handle_js_error = (thrown) => {
    const was = isHandling
    isHandling = true
    try {
      handle_js_error(thrown)
    } finally {
      isHandling = was
    }
  }
  internals.HEAP32[internals._Py_EMSCRIPTEN_SIGNAL_HANDLING >> 2] = 1
  Object.defineProperty(internals, 'Py_EmscriptenSignalBuffer', { configurable: true, get: () => (isHandling ? undefined : buffer()) })
}

// ── Suspension ──────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * `suspension` is asked whenever Python calls `poll`: with a promise the stack is suspended until it is resolved, with null it goes on.
 * Of the system calls that Pyodide can suspend, polling no descriptors is the one without an effect. (Its own `run_sync` takes ten times as
 * long, as it makes a task of asyncio's.)
 */
export function suspendInPoll(internals: Internals, suspension: () => PromiseLike<number> | null): void {
  internals.SOCKFS.pollAsync = suspension
}

/** `_PyRuntime` begins with a table for debuggers (Include/internal/pycore_debug_offsets.h), in words of 8 bytes. */
const COOKIE = 'xdebugpy'
const VERSION = { at: 1, mask: 0xff_ff_00_00, is: 0x03_0e_00_00 }
/** Of `PyThreadState.current_frame`: after the cookie, version, 4 + 16 words about other things, and of this one's size, prev, next, interp. */
const CURRENT_FRAME = 26

/** Where in a `PyThreadState` the address of its current frame is, in bytes. */
function offsetOfFrame(internals: Internals): number {
  const { __PyRuntime: table, HEAPU8, HEAP32 } = internals
  const word = (index: number) => HEAP32[(table >> 2) + 2 * index]!
  const cookie = String.fromCharCode(...HEAPU8.subarray(table, table + COOKIE.length))
  if (cookie !== COOKIE || (word(VERSION.at) & VERSION.mask) !== VERSION.is)
    throw new Error('This is not the CPython 3.14 whose memory is known.')
  return word(CURRENT_FRAME)
}

/**
 * Hides the frames of the thread with the `PyThreadState` at an address, and answers what shows them again. While its stack is put aside
 * another may lie where it was. Its frames are linked through it, and the garbage collector follows the frames of all threads: it must not
 * see them. It need not, as what they refer to is counted.
 */
export function frameHider(internals: Internals): (threadState: number) => () => void {
  const offset = offsetOfFrame(internals)
  return (threadState) => {
    const at = (threadState + offset) >> 2
    const frame = internals.HEAP32[at]!
    internals.HEAP32[at] = 0
    return () => {
      internals.HEAP32[at] = frame
    }
  }
}

// ── Programs ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `create`, but Python finds the same name of itself under Node as in a page, and not a path of this machine. */
export const withProgramName =
  (create: CreateModule): CreateModule =>
  (settings) =>
    create(Object.assign(settings, { thisProgram: './this.program' }))

// ── Functions that WebAssembly imports ──────────────────────────────────────────────────────────────────────────────

type Imports = { readonly env: Record<string, unknown> }
type Done = (instance: WebAssembly.Instance, module: WebAssembly.Module) => unknown
type Instantiate = (imports: Imports, done: Done) => unknown
/** Emscripten's, of which Pyodide sets some. */
interface Settings {
  instantiateWasm: Instantiate
  /** In bytes. */
  INITIAL_MEMORY?: number
  /** What `sys.executable` is made of. */
  thisProgram?: string
}
/** For Pyodide's option `createPyodideModule`: what its `pyodide.asm.mjs` exports. */
export type CreateModule = (settings: Settings) => unknown

/** `create`, but these functions of the environment are ours. `properties` become properties of the module. */
export const withImports =
  (create: CreateModule, ours: (module: Internals) => { imports: Record<string, unknown>; properties: object }): CreateModule =>
  (settings) => {
    const { imports: replaced, properties } = ours(settings as unknown as Internals)
    const { instantiateWasm } = settings
    return create(
      Object.assign(settings, properties, {
        instantiateWasm: (imports: Imports, done: Done) => {
          for (const name of Object.keys(replaced)) if (!(name in imports.env)) throw new Error(`Python does not import ${name}.`)
          Object.assign(imports.env, replaced)
          return instantiateWasm(imports, done)
        },
      }),
    )
  }

// ── Images ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Options for `loadPyodide` that start Python from an image. */
export const fromImage = (create: CreateModule, image: Promise<PythonImage>) => ({
  createPyodideModule: async (settings: Settings) => {
    const { memoryBytes, runs } = await image
    // Pyodide takes the length of what it is given below, which has no memory in it
    settings.INITIAL_MEMORY = memoryBytes
    const module = (await create(settings)) as Internals
    const { HEAP32, HEAPU8, __PyRuntime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET } = module
    // How CPython calls C is not the same everywhere: it has found that out by now
    const trampoline = (__PyRuntime + HEAP32[__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2]!) >> 2
    const found = HEAP32[trampoline]!
    for (const { at, bytes } of runs) HEAPU8.set(bytes, at)
    HEAP32[trampoline] = found
    return module
  },
  _loadSnapshot: image.then(({ header }) => header.slice()),
})

/** Options for `loadPyodide` with which `snapshotOf` works. `fresh` hears of the memory in which nothing has run yet. */
export const forImage = (create: CreateModule, fresh: (memory: Uint8Array) => void) => ({
  createPyodideModule: (settings: Settings) => {
    const { instantiateWasm } = settings
    settings.instantiateWasm = (imports, done) =>
      instantiateWasm(imports, (instance, module) => {
        const memory = (instance.exports['memory'] ?? imports.env['memory']) as WebAssembly.Memory
        fresh(new Uint8Array(memory.buffer).slice())
        return done(instance, module)
      })
    return create(settings)
  },
  _makeSnapshot: true,
})

/** Pyodide's memory, behind a header that says what JavaScript's objects in it are; an error if there are others than its own. */
export const snapshotOf = (pyodide: PyodideAPI): Uint8Array =>
  (pyodide as unknown as { makeMemorySnapshot(): Uint8Array }).makeMemorySnapshot()

// ── File systems ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The parts of Emscripten's FS that file systems are written with. */
export interface FileNode {
  name: string
  parent: FileNode
  id: number
  mode: number
  readonly mount: { readonly mountpoint: string }
  node_ops: object
  stream_ops: object
  path: string
}
export interface FileStream {
  readonly node: FileNode
  position: number
}
export interface FileSystem {
  createNode(parent: FileNode | null, name: string, mode: number, device: number): FileNode
  ErrnoError: new (errno: number) => Error
  mkdirTree(path: string): void
  mount(type: { mount(mount: object): FileNode }, options: object, mountpoint: string): void
  writeFile(path: string, bytes: Uint8Array): void
}

export const fileSystemOf = (pyodide: PyodideAPI): FileSystem => pyodide.FS as unknown as FileSystem

// ── The standard library ────────────────────────────────────────────────────────────────────────────────────────────

/** CPython is compiled to look for it here. Pyodide puts a zip file there; a folder does as well. */
export const STANDARD_LIBRARY = '/lib/python314.zip'

/** For Pyodide's option `fsInit`: `show` shows a folder there. What Pyodide itself has for that place is dropped. */
export const withStandardLibrary = (show: (fs: FileSystem) => Promise<void>) => async (fs: FileSystem) => {
  const { writeFile } = fs
  fs.writeFile = (path, bytes) => {
    if (path !== STANDARD_LIBRARY) return writeFile(path, bytes)
    fs.writeFile = writeFile
  }
  await show(fs)
}

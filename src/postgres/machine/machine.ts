/** One WebAssembly instance of the altered PGlite, with its memory and its files. Its system calls are answered by a `SystemCalls`. */
import type { Clock } from '../../scheduling/clock.ts'
import { suspending } from '../../scheduling/jspi.ts'
import type { HostImports, PostgresExports } from './abi.ts'
import { compileLibraries, DynamicLibraries, type LibrariesState } from './dynamic-libraries.ts'
import type { EmscriptenFactory, EmscriptenModule, FileSystem } from './emscripten.ts'
import { Entries } from './entries.ts'
import { fallocate } from './fallocate.ts'
import { type FileTree, mountTree, readTree } from './file-tree.ts'
import { type FilesAsRead, mountAsRead } from './files-as-read.ts'
import { append } from './function-table.ts'
import type { PageScanner } from './page-scanner.ts'
import { ShadowMemory } from './shadow-memory.ts'
import { NO_PROCESSES, type SystemCalls } from './system-calls.ts'

/** In pages of 64 KiB: what the binary needs at least, and can have at most. */
export const MEMORY = { initial: 2048, maximum: 32768 }

/** Where PGlite looks for what it is installed with. */
const INSTALLATION = '/pglite'

/** Where ICU looks for what it knows of languages. */
const ICU_DATA = `${INSTALLATION}/icu`

/** As in WASI. */
const ENOMEM = 48

/** Thrown by exit(). PGlite leaves its main loop by it, too: see `STARTED` and `LONGJMP`. */
export class ProcessExit {
  readonly status: number
  constructor(status: number) {
    this.status = status
  }
}
/** PostgresMain() would now read the first message; or the stream has ended for it. */
export const STARTED = 99
/** An ERROR jumps back to the main loop. */
export const LONGJMP = 100

/** The custom section of the server's binary that names its build. Machines of one build have the same addresses after the boot. */
export const BUILD_SECTION = 'build'

/** What Emscripten does for PostgreSQL outside of its memory. */
interface EmscriptenCalls {
  /** Writes the descriptors of both ends. */
  __syscall_pipe2(ends: number, flags: number): number
  /** Returns the one before. */
  __syscall_umask(mask: number): number
}

/** Of the two ends; the stack is kept aligned. */
const PIPE_SIZE = 16

/** POSIX shared memory. PostgreSQL makes one file when it starts. */
const SHARED_MEMORY_FILES = '/dev/shm'

/** What a start has made of a machine, beside its memory and the data directory. */
export interface MachineState {
  readonly build: string
  readonly libraries: LibrariesState
  /** Where the heap ends. */
  readonly break: number
  readonly umask: number
  readonly sharedMemoryFiles: FileTree
}

/** Thrown where a postmaster would fork its children. */
const FORK_POINT = Symbol('fork point')
/** Thrown by C's longjmp(), and caught by the trampoline of its setjmp(). */
const LONGJMP_THROWN = Symbol('longjmp')

export interface MachineParts {
  readonly factory: EmscriptenFactory
  /** The altered pglite.wasm. */
  readonly module: WebAssembly.Module
  /** What PostgreSQL is installed with: its folders `bin`, `lib`, `share` and `icu`. */
  readonly installation: FileTree
  /** The rest of that. */
  readonly asRead: FilesAsRead
}

export class Machine {
  readonly exports: PostgresExports
  readonly entries: Entries
  readonly files: EmscriptenModule['FS']
  readonly memory: WebAssembly.Memory
  readonly libraries: DynamicLibraries
  readonly shadow: ShadowMemory
  readonly scanner: PageScanner
  readonly #module: EmscriptenModule
  readonly #system: { calls: SystemCalls }
  readonly #build: string
  readonly #emscripten: EmscriptenCalls
  #view: DataView
  /** The addresses of `client_read` and `client_write`. */
  readonly #callbacks: readonly [number, number]

  private constructor(
    module: EmscriptenModule,
    exports: PostgresExports,
    entries: Entries,
    memory: WebAssembly.Memory,
    libraries: DynamicLibraries,
    shadow: ShadowMemory,
    system: { calls: SystemCalls },
    build: string,
    emscripten: EmscriptenCalls,
  ) {
    this.#system = system
    this.#build = build
    this.#emscripten = emscripten
    this.#module = module
    this.exports = exports
    this.entries = entries
    this.files = module.FS
    this.memory = memory
    this.libraries = libraries
    this.shadow = shadow
    this.scanner = shadow.scanner
    this.#view = new DataView(memory.buffer)
    const { __indirect_function_table: table, client_read, client_write } = exports
    this.#callbacks = [append(table, client_read), append(table, client_write)]
  }

  /** Answers system calls from here on. */
  set systemCalls(calls: SystemCalls) {
    this.#system.calls = calls
  }

  /** `log` receives the lines of the server's log. `before` is to be restored afterwards; throws if it is the state of another build. */
  static async boot(parts: MachineParts, clock: Clock, log: (line: string) => void, before?: MachineState): Promise<Machine> {
    const build = new TextDecoder().decode(WebAssembly.Module.customSections(parts.module, BUILD_SECTION)[0])
    if (before && before.build !== build)
      throw new Error(`The image of the started server belongs to another build of it (${before.build}) than this binary (${build}).`)
    const compiled = compileLibraries(INSTALLATION, parts.installation)
    compiled.catch(() => {}) // reported below, unless something else fails first
    const memory = new WebAssembly.Memory(MEMORY)
    const system = { calls: NO_PROCESSES }
    let exports: PostgresExports | undefined
    let entries: Entries | undefined
    let libraries: DynamicLibraries | undefined
    let files: FileSystem | undefined
    let env: Record<string, WebAssembly.ImportValue> = {}
    const exit = (status: number) => {
      throw new ProcessExit(status)
    }
    const module = await parts.factory({
      thisProgram: `${INSTALLATION}/bin/postgres`,
      noInitialRun: true,
      noExitRuntime: true,
      wasmMemory: memory,
      preRun: [
        ({ ENV, FS }) => {
          Object.assign(ENV, { HOME: '/home/postgres', USER: 'postgres', LOGNAME: 'postgres', LANG: 'C.UTF-8', TZ: 'UTC', ICU_DATA })
          files = FS
        },
      ],
      stdin: () => null,
      print: (line) => log(line),
      printErr: (line) => log(line),
      getPreloadedPackage: () => new ArrayBuffer(0),
      instantiateWasm(imports, done) {
        const { __syscall_fallocate } = imports['env'] as Record<string, (...args: (number | bigint)[]) => number>
        env = imports['env']!
        const { emscripten_resize_heap } = imports['env'] as Record<string, (...args: number[]) => number>
        const grow = (end: number) => end <= memory.buffer.byteLength || Boolean(emscripten_resize_heap!(end))
        /** sbrk() as Emscripten has it: the bytes behind the last ones. */
        const sbrkBehind = (increment: number) => {
          const words = new Uint32Array(memory.buffer)
          const pointer = exports!.emscripten_get_sbrk_ptr() / 4
          const address = words[pointer]!
          words[pointer] = address + increment
          return address
        }
        // Replaced in place, as libraries that are loaded later (PL/pgSQL) are linked with the same object
        Object.assign(imports['env']!, {
          exit,
          proc_exit: exit,
          emscripten_get_now: () => clock.now(),
          emscripten_date_now: () => clock.now(),
          clock_time_get: (_clock: number, _precision: bigint, pointer: number) => {
            new DataView(memory.buffer).setBigInt64(pointer, BigInt(Math.round(clock.now() * 1000)) * 1000n, true)
            return 0
          },
          _setitimer_js: (_which: number, delay: number) => {
            system.calls.setAlarm(delay)
            return 0
          },
          // patch-postgres.ts has made sbrk() of it
          emscripten_resize_heap: (increment: number) => {
            const address = system.calls.sbrk(increment >>> 0) ?? sbrkBehind(increment >>> 0)
            if (address >= 0 && grow(address + (increment >>> 0))) return address
            new DataView(memory.buffer).setUint32(exports!.__errno_location(), ENOMEM, true)
            return -1
          },
          __syscall_fallocate: (descriptor: number, mode: number, offset: bigint, length: bigint) => {
            if (mode !== 0) return __syscall_fallocate!(descriptor, mode, offset, length)
            fallocate(files!, descriptor, Number(offset + length))
            return 0
          },
          _emscripten_throw_longjmp: () => {
            throw LONGJMP_THROWN
          },
          _dlopen_js: (dso: number) => libraries!.open(dso),
          _dlsym_js: (dso: number, name: number) => libraries!.symbol(dso, name),
        })
        const host: HostImports = {
          look: () => system.calls.look(),
          poll: (pollfds, count, timeout) => (system.calls.poll(pollfds, count, timeout) ? 1 : 0),
          suspend: suspending(() => system.calls.suspend()),
          returned: (call, returned) => entries!.ended(call, { returned }),
          threw: (call, threw) => entries!.ended(call, { threw }),
          kill: (pid, signal) => system.calls.kill(pid, signal),
          read: (pointer, length) => system.calls.read(new Uint8Array(memory.buffer, pointer, length)),
          write: (pointer, length) => system.calls.write(new Uint8Array(memory.buffer, pointer, length)),
          timeouts_changed: () => system.calls.timeoutsChanged(),
          checkpoint: (flags) => system.calls.requestCheckpoint(flags),
          fork_point: () => {
            throw FORK_POINT
          },
          is_longjmp: (thrown) => (thrown === LONGJMP_THROWN ? 1 : 0),
          jstag: (WebAssembly as unknown as { JSTag: WebAssembly.ImportValue }).JSTag,
        }
        WebAssembly.instantiate(parts.module, { ...imports, host }).then((made) => {
          exports = made.exports as unknown as PostgresExports
          entries = new Entries(exports)
          for (const [name, value] of Object.entries(made.exports)) if (name.startsWith('invoke_')) imports['env']![name] = value
          done(made, parts.module)
        })
        return {}
      },
    })
    mountTree(module.FS, INSTALLATION, parts.installation, 0o777)
    mountAsRead(module.FS, INSTALLATION, parts.asRead)
    libraries = new DynamicLibraries(parts.module, exports!, memory, module.FS, env, await compiled, before?.libraries)
    const shadow = ShadowMemory.of(parts.module, memory, exports!.malloc)
    return new Machine(module, exports!, entries!, memory, libraries, shadow, system, build, env as unknown as EmscriptenCalls)
  }

  get state(): MachineState {
    const sharedMemoryFiles = readTree(this.files, SHARED_MEMORY_FILES)
    const umask = this.#emscripten.__syscall_umask(0)
    this.#emscripten.__syscall_umask(umask)
    return { build: this.#build, libraries: this.libraries.state, break: this.break, umask, sharedMemoryFiles }
  }

  /** In place of `start`: what remains is to restore memory, the data directory and open files. */
  restore(state: MachineState): void {
    if (!this.libraries.restore(state.libraries))
      throw new Error('The image of the started server does not fit: its libraries have other addresses here.')
    mountTree(this.files, SHARED_MEMORY_FILES, state.sharedMemoryFiles, 0o600)
    this.#emscripten.__syscall_umask(state.umask)
    this.#emscripten.__syscall_pipe2(this.stackPointer - PIPE_SIZE, 0) // by which signals wake a process
    this.write32(this.exports.emscripten_get_sbrk_ptr(), state.break)
  }

  /** Where the heap ends. */
  get break(): number {
    return this.read32(this.exports.emscripten_get_sbrk_ptr())
  }

  /** Runs PostgreSQL's main() up to where a postmaster would fork its children. */
  start(settings: Readonly<Record<string, string | number>>, dataDirectory: string): void {
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    this.exports.pgl_setPGliteActive(1)
    try {
      this.#module.callMain(['--single', '-F', '-O', '-j', ...options, '-D', dataDirectory, 'postgres'])
    } catch (thrown) {
      if (thrown !== FORK_POINT) throw thrown
      this.#allocateRest()
      return
    }
    throw new Error('PostgreSQL ended before its first session')
  }

  /** Takes all that malloc has free, so that what a process allocates after its fork has addresses of its own, and no switch has to copy it. */
  #allocateRest(): void {
    const { calls } = this.#system
    this.#system.calls = { ...NO_PROCESSES, sbrk: () => -1 }
    let size = 1 << 20
    while (size > 0) if (this.exports.malloc(size) === 0) size >>= 1
    this.#system.calls = calls
  }

  /** From here on the loaded process's client is read from and written to by system calls. */
  connectStreams(): void {
    this.exports.pgl_set_rw_cbs(...this.#callbacks)
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at, length)
  }
  /** When memory grows, its old buffer is detached. */
  get #words(): DataView {
    if (this.#view.buffer !== this.memory.buffer) this.#view = new DataView(this.memory.buffer)
    return this.#view
  }
  read32(at: number): number {
    return this.#words.getUint32(at, true)
  }
  write32(at: number, value: number): void {
    this.#words.setUint32(at, value, true)
  }
  read16(at: number): number {
    return this.#words.getUint16(at, true)
  }
  write16(at: number, value: number): void {
    this.#words.setUint16(at, value, true)
  }
  write8(at: number, value: number): void {
    this.bytes(at, 1)[0] = value
  }
  /** Allocates a C string in the loaded process. */
  cString(text: string): number {
    const bytes = new TextEncoder().encode(`${text}\0`)
    const at = this.exports.malloc(bytes.length)
    this.bytes(at, bytes.length).set(bytes)
    return at
  }
  get stackPointer(): number {
    return this.#module.stackSave()
  }
  set stackPointer(pointer: number) {
    this.#module.stackRestore(pointer)
  }
}

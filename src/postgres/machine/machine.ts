/**
 * One WebAssembly instance of the altered PGlite, with its memory, its files and what the operating system would do for it:
 * the clock, alarms, sleeping, exit and signals. Knows nothing of sessions.
 */
import type { Clock } from '../../scheduling/clock.ts'
import type { HostImports, PostgresExports } from './abi.ts'
import { ConversionLibraries } from './conversion-libraries.ts'
import type { EmscriptenFactory, EmscriptenModule } from './emscripten.ts'
import { canSuspend, Entries } from './entries.ts'
import { ShadowMemory } from './shadow-memory.ts'
import { ALONE, type Kernel } from './system-calls.ts'

/** Pages of 64 KiB that the binary asks for at least, and the most it can have. */
export const MEMORY = { initial: 2048, maximum: 32768 }

/** As in WASI. */
const ENOMEM = 48

/** Thrown where a C program would end. PGlite also leaves its main loop this way: see `STARTED` and `LONGJMP`. */
export class ProcessExit {
  readonly status: number
  constructor(status: number) {
    this.status = status
  }
}
/** PostgresMain() has started and would now wait for the first message. */
export const STARTED = 99
/** An ERROR jumps back to the main loop. */
export const LONGJMP = 100

/** Thrown where a session would be forked. */
const FORK_POINT = Symbol('fork point')
/** C's longjmp() on its way to the setjmp() that it belongs to. */
const LONGJMP_THROWN = Symbol('longjmp')

export interface MachineParts {
  readonly factory: EmscriptenFactory
  /** The altered pglite.wasm. */
  readonly module: WebAssembly.Module
  /** The altered pglite.data: PostgreSQL's share and lib folders. */
  readonly data: ArrayBuffer
}

/** An import that suspends the stack it is called on. Hosts that cannot are never asked to. */
const suspending = (suspend: () => Promise<number>): WebAssembly.ImportValue =>
  canSuspend
    ? new (WebAssembly as unknown as { Suspending: new (f: () => Promise<number>) => WebAssembly.ImportValue }).Suspending(suspend)
    : () => {
        throw new Error('this host cannot suspend WebAssembly')
      }

export class Machine {
  readonly exports: PostgresExports
  readonly entries: Entries
  readonly files: EmscriptenModule['FS']
  readonly memory: WebAssembly.Memory
  readonly conversions: ConversionLibraries
  readonly shadow: ShadowMemory
  readonly #module: EmscriptenModule
  readonly #link: { kernel: Kernel }
  #view: DataView
  readonly #callbacks: readonly [read: number, write: number]

  private constructor(
    module: EmscriptenModule,
    exports: PostgresExports,
    entries: Entries,
    memory: WebAssembly.Memory,
    conversions: ConversionLibraries,
    shadow: ShadowMemory,
    link: { kernel: Kernel },
  ) {
    this.#link = link
    this.#module = module
    this.exports = exports
    this.entries = entries
    this.files = module.FS
    this.memory = memory
    this.conversions = conversions
    this.shadow = shadow
    this.#view = new DataView(memory.buffer)
    this.#callbacks = [
      module.addFunction((pointer, length) => link.kernel.read(this.bytes(pointer, length)), 'iii'),
      module.addFunction((pointer, length) => link.kernel.write(this.bytes(pointer, length)), 'iii'),
    ]
  }

  /** Who answers the processes from here on. */
  set kernel(kernel: Kernel) {
    this.#link.kernel = kernel
  }

  /** `log` hears the lines of the server's log. */
  static async boot(parts: MachineParts, clock: Clock, log: (line: string) => void): Promise<Machine> {
    const memory = new WebAssembly.Memory(MEMORY)
    const link = { kernel: ALONE }
    let exports: PostgresExports | undefined
    let entries: Entries | undefined
    let conversions: ConversionLibraries | undefined
    const exit = (status: number) => {
      throw new ProcessExit(status)
    }
    const module = await parts.factory({
      thisProgram: '/pglite/bin/postgres',
      noInitialRun: true,
      noExitRuntime: true,
      wasmMemory: memory,
      preRun: [(m) => Object.assign(m.ENV, { HOME: '/home/postgres', USER: 'postgres', LOGNAME: 'postgres', LANG: 'C.UTF-8', TZ: 'UTC' })],
      stdin: () => null,
      print: (line) => log(line),
      printErr: (line) => log(line),
      getPreloadedPackage: () => parts.data,
      instantiateWasm(imports, done) {
        const { _dlopen_js, _dlsym_js, emscripten_resize_heap } = imports['env'] as Record<string, (...args: number[]) => number>
        const grow = (end: number) => end <= memory.buffer.byteLength || Boolean(emscripten_resize_heap!(end))
        /** sbrk() as Emscripten has it: the bytes behind the last ones. */
        const sbrkBehind = (increment: number) => {
          const words = new Uint32Array(memory.buffer)
          const pointer = exports!.emscripten_get_sbrk_ptr() / 4
          const address = words[pointer]!
          words[pointer] = address + increment
          return address
        }
        // Altered in place: libraries that are loaded later (PL/pgSQL) are linked with the same table
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
            link.kernel.setAlarm(delay)
            return 0
          },
          // patch-postgres.ts has made sbrk() of it
          emscripten_resize_heap: (increment: number) => {
            const address = link.kernel.sbrk(increment >>> 0) ?? sbrkBehind(increment >>> 0)
            if (address >= 0 && grow(address + (increment >>> 0))) return address
            new DataView(memory.buffer).setUint32(exports!.__errno_location(), ENOMEM, true)
            return -1
          },
          _emscripten_throw_longjmp: () => {
            throw LONGJMP_THROWN
          },
          _dlopen_js: (dso: number) => conversions?.open(dso) ?? _dlopen_js!(dso),
          _dlsym_js: (dso: number, name: number, index: number) => conversions?.symbol(dso, name) ?? _dlsym_js!(dso, name, index),
        })
        const host: HostImports = {
          look: () => link.kernel.look(),
          poll: (pollfds: number, count: number, timeout: number) => (link.kernel.poll(pollfds, count, timeout) ? 1 : 0),
          suspend: suspending(() => link.kernel.suspend()),
          returned: (entry: number, returned: number) => entries!.ended(entry, { returned }),
          threw: (entry: number, threw: unknown) => entries!.ended(entry, { threw }),
          kill: (pid: number, signal: number) => link.kernel.kill(pid, signal),
          timeouts_changed: () => link.kernel.timeoutsChanged(),
          checkpoint: (flags: number) => link.kernel.requestCheckpoint(flags),
          fork_point: () => {
            throw FORK_POINT
          },
          is_longjmp: (thrown: unknown) => (thrown === LONGJMP_THROWN ? 1 : 0),
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
    conversions = new ConversionLibraries(parts.module, exports!, memory, module.FS)
    const shadow = ShadowMemory.of(parts.module, memory, exports!.malloc)
    return new Machine(module, exports!, entries!, memory, conversions, shadow, link)
  }

  /** Runs PostgreSQL's main() up to where a session would be forked. */
  start(settings: Readonly<Record<string, string | number>>, dataDirectory: string): void {
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    this.exports.pgl_setPGliteActive(1)
    try {
      this.#module.callMain(['--single', '-F', '-O', '-j', ...options, '-D', dataDirectory, 'postgres'])
    } catch (thrown) {
      if (thrown === FORK_POINT) return
      throw thrown
    }
    throw new Error('PostgreSQL ended before its first session')
  }

  /** From here on the running process reads from and writes to the kernel. */
  connectStreams(): void {
    this.exports.pgl_set_rw_cbs(...this.#callbacks)
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at, length)
  }
  /** Made anew when memory has grown. */
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
  /** Copies `text` into memory of the running process, with a NUL at its end. */
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

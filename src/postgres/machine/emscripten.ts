/** The parts of PGlite's Emscripten module, and of the WebAssembly instance below it, that the server uses. */

export interface FileStream {
  readonly [field: string]: unknown
}

export interface FileNode {
  readonly mode: number
  mtime: number
}

export interface FileSystem {
  /** Open files by descriptor: what `fork` copies. */
  readonly streams: (FileStream | null | undefined)[]
  mkdirTree(path: string): void
  writeFile(path: string, data: Uint8Array): void
  readFile(path: string): Uint8Array
  readdir(path: string): string[]
  stat(path: string): { mode: number; mtime: Date; size: number }
  lookupPath(path: string): { node: FileNode }
  isDir(mode: number): boolean
  unlink(path: string): void
  rmdir(path: string): void
  chmod(path: string, mode: number): void
}

export interface EmscriptenModule {
  readonly FS: FileSystem
  readonly ENV: Record<string, string>
  callMain(args: string[]): number
  addFunction(callback: (pointer: number, length: number) => number, signature: 'iii'): number
  stackSave(): number
  stackRestore(pointer: number): void
}

type Imports = Record<string, Record<string, WebAssembly.ImportValue>>

export interface EmscriptenOptions {
  readonly thisProgram: string
  readonly noInitialRun: boolean
  readonly noExitRuntime: boolean
  readonly wasmMemory: WebAssembly.Memory
  readonly preRun: readonly ((module: EmscriptenModule) => void)[]
  stdin(): null
  print(text: string): void
  printErr(text: string): void
  getPreloadedPackage(name: string, size: number): ArrayBuffer
  instantiateWasm(imports: Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object
}

/** What `pglite.js` exports. */
export type EmscriptenFactory = (options: EmscriptenOptions) => Promise<EmscriptenModule>

type Address = WebAssembly.Global<'i32'>

/** What a process is entered by: see `entries.ts`. */
export type EntryName =
  | 'InitProcess'
  | 'PostgresMain'
  | 'PostgresMainLoopOnce'
  | 'PostgresMainLongJmp'
  | 'ProcessConfigFile'
  | 'ProcessStartupPacket'

export type EntryExports = { readonly [Name in EntryName as `enter_${Name}`]: (entry: number, ...args: number[]) => void }

/** Exports of the altered pglite.wasm. C booleans and pointers are numbers. */
export interface PostgresExports extends EntryExports {
  readonly IsUnderPostmaster: Address
  readonly MyProcPid: Address
  readonly PostmasterPid: Address
  readonly MyBackendType: Address
  readonly MyLatch: Address
  readonly InterruptHoldoffCount: Address
  readonly CritSectionCount: Address
  readonly my_wait_event_info: Address
  /** Of waiteventset.c: it is in WaitEventSetWait(). */
  readonly waiting: Address
  /** Of pqcomm.c: a message is being read. */
  readonly PqCommReadingMsg: Address
  /** So many interrupt checks are left until the next look at the clock. */
  readonly checks_until_look: WebAssembly.Global<'i32'>
  readonly all_timeouts: Address
  readonly DoingCommandRead: Address
  readonly CheckpointerShmem: Address
  readonly before_shmem_exit_index: Address
  readonly on_shmem_exit_index: Address
  readonly on_proc_exit_index: Address
  readonly __heap_base: Address
  readonly __indirect_function_table: WebAssembly.Table
  emscripten_get_sbrk_ptr(): number
  malloc(size: number): number
  __errno_location(): number
  raise(signal: number): number
  _emscripten_timeout(which: number, now: number): void
  InitProcessGlobals(): void
  pgl_startPGlite(): void
  pgl_setPGliteActive(active: number): number
  pgl_set_rw_cbs(read: number, write: number): void
  pgl_getMyProcPort(): number
  pgl_sendConnData(): void
}

/** The parts of PGlite's Emscripten module that the server uses. */

export interface FileNode {
  readonly mode: number
  /** Its size. */
  readonly usedBytes: number
  mtime: number
}

export interface FileStream {
  readonly node: FileNode
  readonly [field: string]: unknown
}

export interface FileSystem {
  /** Open files by descriptor: what `fork` copies. */
  readonly streams: (FileStream | null | undefined)[]
  mkdirTree(path: string): void
  writeFile(path: string, data: Uint8Array): void
  readFile(path: string): Uint8Array
  write(stream: FileStream, buffer: Uint8Array, offset: number, length: number, position: number): number
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

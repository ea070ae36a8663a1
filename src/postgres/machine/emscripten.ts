/** The parts of PGlite's Emscripten module that the server uses. */

/** A regular file of MEMFS. */
export interface FileNode {
  readonly mode: number
  /** Its size. */
  usedBytes: number
  /** Its bytes, and room behind them to grow. PostgreSQL writes an Int8Array. */
  contents: Uint8Array | Int8Array
  /** Ours: the contents of a tree that it was mounted from or read into. */
  inTree?: Uint8Array
  readonly stream_ops: StreamOperations
}

export interface FolderNode {
  readonly mode: number
  readonly contents: Readonly<Record<string, Node>>
  readonly node_ops: { mknod(parent: FolderNode, name: string, mode: number, device: number): Node }
}

export type Node = FileNode | FolderNode

/** The same object for all regular files. */
export interface StreamOperations {
  write(stream: FileStream, buffer: Uint8Array, offset: number, length: number, position: number, canOwn?: boolean): number
}

export interface FileStream {
  node: FileNode
  readonly path: string
  readonly flags: number
  position: number
  fd: number
}

export interface FileSystem {
  /** Open files by descriptor: what `fork` copies. */
  readonly streams: (FileStream | null | undefined)[]
  readonly ErrnoError: new (errno: number) => Error
  open(path: string, flags: number): FileStream
  mkdirTree(path: string): void
  writeFile(path: string, data: Uint8Array): void
  readFile(path: string): Uint8Array
  write(stream: FileStream, buffer: Uint8Array, offset: number, length: number, position: number): number
  readdir(path: string): string[]
  stat(path: string): { mode: number; mtime: Date; size: number }
  lookupPath(path: string): { node: Node }
  isDir(mode: number): boolean
  isFile(mode: number): boolean
  unlink(path: string): void
  rmdir(path: string): void
  chdir(path: string): void
  chmod(path: string, mode: number): void
}

export interface EmscriptenModule {
  readonly FS: FileSystem
  readonly ENV: Record<string, string>
  callMain(args: string[]): number
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

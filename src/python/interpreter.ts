/** CPython in this thread: Pyodide with our driver and the package `lab`. Knows nothing of the server behind `PythonHost`. Imports pyodide's types only. */
import type { PyodideAPI } from 'pyodide'

/** A promise where Python is to be suspended until then. */
export type Waited<T> = T | Promise<T>

/** A stream to a server, as Python sees it. Texts are messages about a wait that cannot end. */
export interface PythonStream {
  send(data: Uint8Array): string | undefined
  receive(): Waited<Uint8Array | string | undefined>
  /** `receive` would not wait. */
  readable(): boolean
  close(): void
}

/** The module `_lab`. Throws nothing; undefined is Python's None (null is not). */
export interface PythonHost {
  /** A stream, or the name of an errno. */
  connect(host: string, port: number): PythonStream | 'ECONNREFUSED' | 'ENOENT' | 'ETIMEDOUT'
  /** The address of a host, undefined if it is not known. */
  resolve(host: string): string | undefined
  sleep(seconds: number): Waited<string | undefined>
  /** Lets time pass until one of the streams is readable, at most `timeout` seconds; undefined is for ever. */
  wait(streams: readonly PythonStream[], timeout: number | undefined): Waited<string | undefined>
  output(stream: 'stdout' | 'stderr', text: string): void
  line(line: number): void
  called(call: number, name: string, text: string, line: number): void
  returned(call: number, raised: string | undefined): void
}

/** How a program ended. */
export interface Outcome {
  readonly exitStatus: number
  readonly exception: { readonly type: string; readonly message: string } | null
}

/** Beyond the code: what `python3 FILE` would find around it. */
export interface Surroundings {
  readonly arguments: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** A folder of Python's file system. */
  readonly directory: string
}

/** `lab/runner.py` */
interface Runner {
  prepare(): void
  renew(): void
  run(...args: unknown[]): { toJs(): [number, [string, string] | undefined]; destroy(): void }
}

/** Where Python's own source files lie in its file system. */
const LIBRARY = '/lib/lab'

export class Interpreter {
  readonly pyodide: PyodideAPI
  readonly #runner: Runner

  private constructor(pyodide: PyodideAPI) {
    this.pyodide = pyodide
    this.#runner = pyodide.pyimport('lab.runner') as unknown as Runner
    this.#runner.prepare()
  }

  /** `sources` are our Python files, by path. */
  static start(pyodide: PyodideAPI, sources: ReadonlyMap<string, Uint8Array>, host: PythonHost): Interpreter {
    for (const [path, bytes] of sources) {
      const at = `${LIBRARY}/${path}`
      pyodide.FS.mkdirTree(at.slice(0, at.lastIndexOf('/')))
      pyodide.FS.writeFile(at, bytes)
    }
    pyodide.registerJsModule('_lab', host)
    pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(LIBRARY)})`)
    return new Interpreter(pyodide)
  }

  /** Gets ready for the next run. */
  renew(): void {
    this.#runner.renew()
  }

  run(code: string, fileName: string, around?: Surroundings): Outcome {
    const extra = around
      ? [around.arguments, Object.entries(around.environment), around.directory].map((value) => this.pyodide.toPy(value))
      : []
    const result = this.#runner.run(code, fileName, ...extra)
    const [exitStatus, exception] = result.toJs()
    result.destroy()
    return { exitStatus, exception: exception ? { type: exception[0], message: exception[1] } : null }
  }
}

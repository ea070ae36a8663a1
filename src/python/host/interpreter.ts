/** CPython in this thread: Pyodide with our driver and the package `runtime`. What lies behind `PythonHost` is not known here. */
import type { PyodideAPI } from 'pyodide'
import type { MaybePromise, Scheduler } from '../../scheduling/scheduler.ts'
import { type FolderSource, showFolder } from './files/folder.ts'
import { PACKAGES } from './files/python-files.ts'
import { HmacChain } from './hashing/hmac-chain.ts'
import { RoMix } from './hashing/ro-mix.ts'
import { fileSystemOf, internalsOf } from './internals.ts'
import { POLL_SIGNAL, Polls } from './polls.ts'
import { Threads } from './threads.ts'
import { localTimeOf } from './zones/local-time.ts'
import { zoneOf } from './zones/zone.ts'

/** A stream to a server, as Python sees it. */
export interface PythonStream {
  /** How many of so many bytes can be sent without waiting. */
  room(length: number): number
  /** `interrupted`: the statement is cancelled as it begins. */
  send(data: Uint8Array, interrupted: boolean): void
  /** Undefined if there is nothing to be received, or the stream has ended. */
  receive(): Uint8Array | undefined
  /** There is something to be received, if only the end. */
  readable(): boolean
  /** There is room for a good deal, or the stream has ended. */
  writable(): boolean
  close(): void
}

/** What a program does, as it happens. `thread` is the name of the thread if it is not the main one. */
export interface ProgramObserver {
  output(stream: 'stdout' | 'stderr', text: string): void
  /** This line is executed next. */
  line(line: number, thread: string | undefined): void
  /** A call of the driver, by a number that its return has as well. */
  called(call: number, name: string, text: string, line: number, thread: string | undefined): void
  /** `facts` are those of the exception (`runtime/truths.py`). */
  returned(call: number, raised: string | undefined, ...facts: (string | undefined)[]): void
  /** The program has raised an exception, or what it called, if that was not the driver. `about` is what Python says of the class. */
  raised(
    type: string,
    line: number,
    thread: string | undefined,
    about: string | undefined,
    note: string | undefined,
    ...facts: (string | undefined)[]
  ): void
  /** What the driver would now tell of the connection to a backend, if asked: the variable that has it, its attributes, and the thread. */
  connection(
    pid: number,
    name: string | undefined,
    closed: number,
    status: number,
    transaction: number,
    info: number,
    thread: string | undefined,
  ): void
  /** There were so many calls and exceptions that none is told any more. */
  callsEnded(): void
}

/** The module `_host`. Throws nothing; undefined is Python's None (null is not). */
export interface PythonHost extends ProgramObserver {
  /** A stream, or the name of an errno. */
  connect(host: string, port: number): PythonStream | 'ECONNREFUSED' | 'ENOENT' | 'ETIMEDOUT'
  /** The address of a host, undefined if it is not known. */
  resolve(host: string): string | undefined
}

/** How a program ended. */
export interface ProgramEnd {
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

/** A function of Python's. `callPromising` calls it on a stack that can be suspended. */
interface PythonFunction<Parameters extends unknown[], Result> {
  (...args: Parameters): Result
  callPromising(...args: Parameters): Promise<Result>
}

/** What `run` returns: exit status, type and message of the exception, and whether a thread could not be ended. */
type RunnerAnswer = { toJs(): [number, [string, string] | undefined, boolean]; destroy(): void }

/** `runtime/runner.py` */
interface Runner {
  prepare(): void
  renew(): void
  run: PythonFunction<unknown[], RunnerAnswer>
  begin: PythonFunction<[thread: number], void>
  interrupt(): void
  explain(): string | undefined
  give_up(text: string): void
}

const MAIN_THREAD = 0
/** Where a program is, as `runtime/runner.py` has it. */
const HOME = '/home/reader'
/** Where Python and its packages look for zones. */
const ZONES = '/usr/share/zoneinfo'

/** Where wheels are unpacked to. */
const WHEELS = '/home/reader/.wheels'

const INSTALL = `
import os, sys, zipfile
with zipfile.ZipFile(file) as wheel:
    wheel.extractall(folder)
os.remove(file)
if folder not in sys.path:
    sys.path.append(folder)
`

/** Lets Python import our packages. Before anything imports the driver, so that its code is kept. */
const FIND_OURS = `
import sys
sys.path.insert(0, ${JSON.stringify(PACKAGES)})
from runtime import import_hook
import_hook.keep_code("psycopg2")
import_hook.install()
`

export class Interpreter {
  readonly pyodide: PyodideAPI
  readonly #runner: Runner
  readonly #scheduler: Scheduler
  readonly #threads: Threads
  readonly #polls: Polls
  /** Python has died in one of its threads. */
  #died: (error: unknown) => void = () => {}
  /** A thread of a program could not be ended: there must be no further run. */
  spent = false

  /** `pyodide` was started with our options. `zones` are the zone files by the names of zones. Python's threads are tasks of `scheduler`. */
  constructor(pyodide: PyodideAPI, host: PythonHost, zones: FolderSource, scheduler: Scheduler) {
    this.pyodide = pyodide
    this.#scheduler = scheduler
    const internals = internalsOf(pyodide)
    const threads = new Threads(scheduler, internals, (number) => this.#survive(() => this.#enter(this.#runner.begin, number)))
    this.#threads = threads
    const polls = new Polls(
      internals,
      () => scheduler.clock.now(),
      () => threads.shouldYield(),
    )
    this.#polls = polls
    pyodide.registerJsModule('_host', host)
    pyodide.registerJsModule('_scheduler', {
      suspends: scheduler.suspends,
      signal: POLL_SIGNAL,
      now: () => scheduler.clock.now(),
      park: (until?: number) => threads.wait(until),
      ready: (readers: PythonStream[], writers: PythonStream[], until?: number) =>
        threads.wait(until, () => readers.some((stream) => stream.readable()) || writers.some((stream) => stream.writable())),
      yield_now: () => threads.yieldNow(),
      answer: () => threads.answer(),
      unpark: (number: number) => threads.unpark(number),
      begun: () => threads.begun(),
      has_room: () => threads.hasRoom(),
      start: (number: number) => void threads.start(number),
      drop: (number: number) => threads.drop(number),
      reset: () => polls.reset(),
      restart: () => polls.restart(),
      hurry: () => polls.hurry(),
      retry: () => polls.retry(),
      seen: () => polls.seen(),
    })
    pyodide.registerJsModule('_hashing', {
      chain: HmacChain.of,
      ro_mix: (block: Uint8Array, n: number, r: number) => new RoMix(block, n, r),
    })
    const localTime = localTimeOf(pyodide)
    showFolder(fileSystemOf(pyodide), ZONES, zones)
    const read = (name: string) => (zones.kind(name) === 'file' ? zones.read(name) : undefined)
    pyodide.registerJsModule('_zones', {
      set: (tz?: string) => {
        localTime.zone = zoneOf(tz, read)
      },
    })
    pyodide.runPython(FIND_OURS)
    this.#runner = pyodide.pyimport('runtime.runner') as unknown as Runner
    this.#runner.prepare()
  }

  /** Gets ready for the next run. */
  renew(): void {
    this.#runner.renew()
  }

  /** Puts files beside the program to come. */
  write(files: ReadonlyMap<string, string>): void {
    for (const [name, text] of files) fileSystemOf(this.pyodide).writeFile(`${HOME}/${name}`, new TextEncoder().encode(text))
  }

  /** Unpacks a wheel to where the program to come imports from. */
  install(name: string, wheel: Uint8Array): void {
    const file = `/tmp/${name}`
    fileSystemOf(this.pyodide).writeFile(file, wheel)
    this.pyodide.runPython(INSTALL, { globals: this.pyodide.toPy({ file, folder: WHEELS }) })
  }

  /** Rejects if Python itself dies. */
  async run(code: string, fileName: string, around?: Surroundings): Promise<ProgramEnd> {
    const extra = around
      ? [around.arguments, Object.entries(around.environment), around.directory].map((value) => this.pyodide.toPy(value))
      : []
    const { promise: death, reject } = Promise.withResolvers<never>()
    this.#died = reject
    let end: ProgramEnd
    const keep = (answer: RunnerAnswer) => {
      end = this.#endOf(answer)
    }
    const main = this.#threads.start(MAIN_THREAD, () =>
      this.#survive(() => {
        const answer = this.#enter(this.#runner.run, code, fileName, ...extra)
        return answer instanceof Promise ? answer.then(keep) : keep(answer)
      }),
    )
    await Promise.race([death, main.ended])
    return end!
  }

  /** As Ctrl+C: KeyboardInterrupt in every thread, where it waits or with its next lines; a statement that is running is waited for. */
  interrupt(): void {
    this.#polls.hurry()
    this.#runner.interrupt()
  }

  /** Which threads wait for what; undefined if it is not for each other. For when nothing will happen any more. */
  explainWaits(): string | undefined {
    return this.#runner.explain()
  }

  /** Ends the program by a WaitsForEver with this text in its main thread. For when nothing will happen any more. */
  giveUp(text: string): void {
    this.#runner.give_up(text)
  }

  /** Calls a function of Python's, in a way that lets the scheduler suspend it if it can. */
  #enter<Parameters extends unknown[], Result>(call: PythonFunction<Parameters, Result>, ...args: Parameters): MaybePromise<Result> {
    return this.#scheduler.suspends ? call.callPromising(...args) : call(...args)
  }

  /** If Python dies in a thread, that never ends, as no other must go on in a dead Python. */
  #survive(thread: () => MaybePromise<void>): MaybePromise<void> {
    const die = (error: unknown) => {
      this.#died(error)
      return new Promise<void>(() => {})
    }
    try {
      const running = thread()
      return running instanceof Promise ? running.catch(die) : undefined
    } catch (error) {
      return die(error)
    }
  }

  #endOf(answer: RunnerAnswer): ProgramEnd {
    const [exitStatus, exception, spent] = answer.toJs()
    answer.destroy()
    this.spent ||= spent
    return { exitStatus, exception: exception ? { type: exception[0], message: exception[1] } : null }
  }
}

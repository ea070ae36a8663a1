/** CPython in this thread: Pyodide with our driver and the package `runtime`. Knows nothing of the server behind `PythonHost`. */
import type { PyodideAPI } from 'pyodide'
import type { Turns } from '../../scheduling/cooperative-scheduler.ts'
import { HmacChain } from './hashing/hmac-chain.ts'
import { RoMix } from './hashing/ro-mix.ts'
import { internalsOf } from './internals.ts'
import { install } from './library.ts'
import { POLL_SIGNAL, Polls } from './polls.ts'
import { Threads } from './threads.ts'
import { localTimeOf } from './zones/local-time.ts'
import { zoneOf } from './zones/zone.ts'
import { type FolderSource, showFolder } from './zones/zone-folder.ts'

/** What may take time: where threads take turns it may come later, and the one that asked is suspended until then. */
export type Waited<T> = T | Promise<T>

/** A stream to a server, as Python sees it. */
export interface PythonStream {
  /** `interrupted`: the statement is cancelled as it begins. */
  send(data: Uint8Array, interrupted: boolean): void
  /** Undefined if there is nothing to be received, or the stream has ended. */
  receive(): Uint8Array | undefined
  /** There is something to be received, if only the end. */
  readable(): boolean
  close(): void
}

/** The module `_host`, and how to wait. Throws nothing; undefined is Python's None (null is not). */
export interface PythonHost {
  /** A stream, or the name of an errno. */
  connect(host: string, port: number): PythonStream | 'ECONNREFUSED' | 'ENOENT' | 'ETIMEDOUT'
  /** The address of a host, undefined if it is not known. */
  resolve(host: string): string | undefined
  /** Where threads take turns it is not called: they wait for a time on the clock of the turns. */
  sleep(seconds: number): void
  /**
   * Lets time pass until one of the streams is readable, at most `timeout` seconds; undefined is for ever.
   * Where threads take turns it also ends when somebody wakes the task. Where nobody could, it calls `giveUp`.
   */
  wait(streams: readonly PythonStream[], timeout: number | undefined): Waited<void>
  output(stream: 'stdout' | 'stderr', text: string): void
  /** `thread` is the name of the thread if it is not the main one; so below. */
  line(line: number, thread: string | undefined): void
  called(call: number, name: string, text: string, line: number, thread: string | undefined): void
  returned(call: number, raised: string | undefined): void
  /** Where threads do not take turns: busy Python has come by. */
  look?(): void
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

/** What there is of the module `_scheduler` for either way to wait. Times are on its clock, and undefined is for ever. */
interface SchedulerWaits {
  /** Whether those that wait are suspended. If not, there are no threads but the main one. */
  readonly suspends: boolean
  now(): number
  park(until: number | undefined): void
  read(streams: PythonStream[], until: number | undefined): void
  unpark(number: number): void
  begun(): void
  yield_now?(): void
  /** Throws if the last wait has failed. */
  answer?(): void
  has_room?(): boolean
  start?(number: number): void
  drop?(number: number): void
}

type RunResult = { toJs(): [number, [string, string] | undefined, boolean]; destroy(): void }

/** `runtime/runner.py` */
interface Runner {
  prepare(): void
  renew(): void
  run: { (...args: unknown[]): RunResult; callPromising(...args: unknown[]): Promise<RunResult> }
  begin: { callPromising(thread: number): Promise<void> }
  interrupt(): void
  explain(): string | undefined
  give_up(text: string): void
}

const MAIN_THREAD = 0
/** Where Python and its packages look for zones. */
const ZONES = '/usr/share/zoneinfo'

export class Interpreter {
  readonly pyodide: PyodideAPI
  readonly #runner: Runner
  readonly #threads: Threads | undefined
  readonly #polls: Polls
  /** Python died in one of its threads. */
  #died: (error: unknown) => void = () => {}
  /** Some thread of a program could not be ended: there must be no further run. */
  spent = false

  private constructor(pyodide: PyodideAPI, host: PythonHost, zones: FolderSource, turns: Turns | undefined) {
    this.pyodide = pyodide
    const internals = internalsOf(pyodide)
    const threads = turns && new Threads(turns, internals, (number) => this.#survive(() => this.#runner.begin.callPromising(number)))
    this.#threads = threads
    this.#polls = new Polls(internals, threads ? () => threads.now() : () => performance.now(), () => {
      if (threads) return threads.isDue()
      host.look?.()
      return false
    })
    pyodide.registerJsModule('_host', host)
    pyodide.registerJsModule('_scheduler', {
      signal: POLL_SIGNAL,
      ...(threads ? suspendingWaits(host, threads) : this.#blockingWaits(host)),
      ...pollsModule(this.#polls),
    })
    pyodide.registerJsModule('_hashing', {
      chain: HmacChain.of,
      ro_mix: (block: Uint8Array, n: number, r: number) => new RoMix(block, n, r),
    })
    const localTime = localTimeOf(pyodide)
    showFolder(pyodide, ZONES, zones)
    const read = (name: string) => (zones.kind(name) === 'file' ? zones.read(name) : undefined)
    pyodide.registerJsModule('_zones', {
      set: (tz?: string) => {
        localTime.zone = zoneOf(tz, read)
      },
    })
    this.#runner = pyodide.pyimport('runtime.runner') as unknown as Runner
    this.#runner.prepare()
  }

  /**
   * `files` are our Python files, by path, `zones` the zone files by the names of zones. With `turns`, which need JSPI, threads and the
   * main thread of a program are tasks of theirs; without, there are no threads, and a wait is a wait of the whole worker.
   */
  static start(
    pyodide: PyodideAPI,
    files: ReadonlyMap<string, Uint8Array>,
    host: PythonHost,
    zones: FolderSource,
    turns?: Turns,
  ): Interpreter {
    install(pyodide, files)
    return new Interpreter(pyodide, host, zones, turns)
  }

  /** Gets ready for the next run. */
  renew(): void {
    this.#runner.renew()
  }

  /** Later with turns, at once without. Throws, or rejects, if Python itself dies. */
  run(code: string, fileName: string, around?: Surroundings): Waited<Outcome> {
    const extra = around
      ? [around.arguments, Object.entries(around.environment), around.directory].map((value) => this.pyodide.toPy(value))
      : []
    const args = [code, fileName, ...extra]
    return this.#threads ? this.#runInTurns(this.#threads, args) : this.#outcome(this.#runner.run(...args))
  }

  /** As Ctrl+C: KeyboardInterrupt in every thread, where it waits or with its next lines; a statement that is running is waited for. */
  interrupt(): void {
    this.#polls.hurry()
    this.#runner.interrupt()
  }

  /** Which threads wait for what; undefined if it is not for each other. For when nothing can happen any more. */
  explainWaits(): string | undefined {
    return this.#runner.explain()
  }

  /** Ends the program by a WaitsForEver with this text in its main thread. For when nothing can happen any more. */
  giveUp(text: string): void {
    this.#runner.give_up(text)
  }

  async #runInTurns(threads: Threads, args: unknown[]): Promise<Outcome> {
    const { promise: death, reject } = Promise.withResolvers<never>()
    this.#died = reject
    let outcome: Outcome
    const main = threads.start(MAIN_THREAD, () =>
      this.#survive(async () => {
        outcome = this.#outcome(await this.#runner.run.callPromising(...args))
      }),
    )
    await Promise.race([main.ended, death])
    return outcome!
  }

  /** No thread is to go on in a Python that has died: a turn in which it does never ends. */
  async #survive(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#died(error)
      await new Promise(() => {})
    }
  }

  /** Waits of the one thread, for which the worker waits as well: when they return, they are over. */
  #blockingWaits(host: PythonHost): SchedulerWaits {
    const now = () => performance.now()
    return {
      suspends: false,
      now,
      park: (until) => {
        const seconds = secondsUntil(until, now())
        if (seconds === undefined) this.giveUp(this.explainWaits()!)
        else host.sleep(seconds)
      },
      read: (streams, until) => void host.wait(streams, secondsUntil(until, now())),
      unpark: () => {},
      begun: () => {},
    }
  }

  #outcome(result: RunResult): Outcome {
    const [exitStatus, exception, spent] = result.toJs()
    result.destroy()
    this.spent ||= spent
    return { exitStatus, exception: exception ? { type: exception[0], message: exception[1] } : null }
  }
}

const secondsUntil = (until: number | undefined, now: number) => (until === undefined ? undefined : Math.max(0, until - now) / 1000)

/** Waits of threads that are suspended: each is prepared here, and begins when Python has put the thread's stack aside. */
const suspendingWaits = (host: PythonHost, threads: Threads): SchedulerWaits => ({
  suspends: true,
  now: () => threads.now(),
  park: (until) => threads.park(until),
  read: (streams, until) => {
    const seconds = secondsUntil(until, threads.now())
    threads.prepare(() => host.wait(streams, seconds))
  },
  yield_now: () => threads.giveWay(),
  answer: () => threads.answer(),
  unpark: (number) => threads.unpark(number),
  begun: () => threads.begun(),
  has_room: () => threads.hasRoom(),
  start: (number) => void threads.start(number),
  drop: (number) => threads.drop(number),
})

const pollsModule = (polls: Polls) => ({
  reset: () => polls.reset(),
  restart: () => polls.restart(),
  hurry: () => polls.hurry(),
  retry: () => polls.retry(),
  seen: () => polls.seen(),
})

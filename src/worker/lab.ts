/** Python and PostgreSQL together: one program at a time, on a server that is pristine before each. The only place that knows both. */

import type { PyodideAPI } from 'pyodide'
import type { LabEvent } from '../messages/event.ts'
import type { RunRequest, RunResult } from '../messages/run.ts'
import { type Connection, connect, NetworkError, resolve } from '../postgres/front-door.ts'
import type { MachineParts } from '../postgres/machine.ts'
import { unpack } from '../postgres/pack.ts'
import { Postmaster } from '../postgres/postmaster.ts'
import { runAsSuperuser } from '../postgres/superuser.ts'
import { Interpreter, type Outcome, type PythonHost, type PythonStream, type Surroundings } from '../python/interpreter.ts'
import type { Clock } from '../turns/clock.ts'
import { HostClock } from '../turns/clock.ts'
import { explainEndlessWait, NOTHING_WILL_COME } from './endless-wait.ts'
import { shareClock } from './shared-clock.ts'

export interface LabParts extends MachineParts {
  /** As `pack` made it. */
  readonly cluster: Uint8Array
  readonly pyodide: PyodideAPI
  /** Our Python files, by path. */
  readonly python: ReadonlyMap<string, Uint8Array>
}

/** Characters of output, and events, that are kept of one run: a program that prints without end must not fill the reader's memory. */
const OUTPUT_LIMIT = 1_000_000
const OUTPUT_LIMIT_NOTE = `… the program has written more than ${OUTPUT_LIMIT.toLocaleString('en')} characters; the rest is not shown.\n`
const EVENTS_LIMIT = 10_000
/** As of a process that aborts. */
const ABORTED = 134

/** What a run tells while it lasts. */
export interface RunListener {
  output?(stream: 'stdout' | 'stderr', text: string): void
  line?(line: number): void
  event?(event: LabEvent): void
}

interface Run {
  readonly listener: RunListener
  readonly events: LabEvent[]
  readonly began: number
  stdout: string
  stderr: string
}

export class Lab {
  readonly postmaster: Postmaster
  readonly #python: Interpreter
  readonly #clock: Clock
  #run: Run | null = null
  /** Python is dead: no further run is possible here. */
  broken = false

  private constructor(postmaster: Postmaster, parts: LabParts) {
    this.postmaster = postmaster
    this.#clock = postmaster.clock
    this.#python = Interpreter.start(parts.pyodide, parts.python, this.#host())
  }

  /** With no clock given, runs choose between real time and fast sleeps. */
  static async start(parts: LabParts, clock: Clock = new HostClock()): Promise<Lab> {
    shareClock(clock)
    const postmaster = await Postmaster.start({
      ...parts,
      cluster: unpack(parts.cluster),
      clock,
      onEvent: (event) => lab.#tell({ ...event, at: lab.#sinceBeginning(event.at) }),
    })
    const lab = new Lab(postmaster, parts)
    return lab
  }

  get pyodide(): PyodideAPI {
    return this.#python.pyodide
  }

  async run(request: RunRequest, listener: RunListener = {}, around?: Surroundings): Promise<RunResult> {
    if (this.#clock instanceof HostClock) this.#clock.speed = request.clock === 'fast' ? Number.POSITIVE_INFINITY : 1
    if (request.setup !== null) await runAsSuperuser(this.postmaster, 'lab', request.setup, 'setup.sql')
    const run: Run = { listener, events: [], began: this.#clock.now(), stdout: '', stderr: '' }
    this.#run = run
    try {
      const outcome = this.#execute(request, around)
      const durationMs = this.#clock.now() - run.began
      return { ...outcome, stdout: run.stdout, stderr: run.stderr, events: run.events, durationMs }
    } finally {
      this.#run = null
    }
  }

  /** Gets ready for the next run: the server is pristine again, and so is Python. */
  async reset(): Promise<void> {
    await this.postmaster.reset()
    this.#python.renew()
  }

  #write(stream: 'stdout' | 'stderr', text: string): void {
    const run = this.#run
    if (!run) return
    const room = OUTPUT_LIMIT - run.stdout.length - run.stderr.length
    if (room < 0) return // the note has been written
    const kept = text.length <= room ? text : `${text.slice(0, room)}\n${OUTPUT_LIMIT_NOTE}`
    run[stream] += kept
    run.listener.output?.(stream, kept)
  }

  /** A program can take Python down with it, for one by recursion through code in C: that is how the program ended. */
  #execute(request: RunRequest, around: Surroundings | undefined): Outcome {
    try {
      return this.#python.run(request.code, request.fileName, around)
    } catch (error) {
      this.broken = true
      const reason = error instanceof RangeError ? "the program calls itself more deeply than the browser's stack allows" : String(error)
      this.#write('stderr', `Fatal Python error: ${reason}\n`)
      return { exitStatus: ABORTED, exception: { type: 'Fatal Python error', message: reason } }
    }
  }

  #sinceBeginning(at: number): number {
    return this.#run ? Math.round((at - this.#run.began) * 1000) / 1000 : 0
  }

  #tell(event: LabEvent): void {
    if (!this.#run || this.#run.events.length >= EVENTS_LIMIT) return
    const own =
      event.kind === 'timer-armed' ? { ...event, since: this.#sinceBeginning(event.since), due: this.#sinceBeginning(event.due) } : event
    this.#run.events.push(own)
    this.#run.listener.event?.(own)
  }

  #now(): number {
    return this.#sinceBeginning(this.#clock.now())
  }

  #host(): PythonHost {
    return {
      connect: (host, port) => {
        try {
          return this.#stream(connect(this.postmaster, host, port))
        } catch (error) {
          if (error instanceof NetworkError) return error.code
          throw error
        }
      },
      resolve: (host) => resolve(host) ?? undefined,
      sleep: (seconds) => this.#wait(seconds, () => false),
      wait: (streams, timeout) => this.#wait(timeout, () => streams.some((stream) => stream.readable())),
      output: (stream, text) => this.#write(stream, text),
      line: (line) => {
        this.postmaster.catchUp()
        this.#run?.listener.line?.(line)
      },
      called: (call, name, text, line) => this.#tell({ at: this.#now(), kind: 'call', call, function: name, text, line }),
      returned: (call, raised) => this.#tell({ at: this.#now(), kind: 'return', call, raised: raised ?? null }),
    }
  }

  #wait(seconds: number | undefined, until: () => boolean): string | undefined {
    const time = seconds === undefined ? Number.POSITIVE_INFINITY : this.#clock.now() + seconds * 1000
    return this.postmaster.sleep(time, until) ? undefined : NOTHING_WILL_COME
  }

  #stream(connection: Connection): PythonStream {
    return {
      send: (data) => {
        connection.send(data)
        const endless = this.postmaster.takeEndlessWait()
        return endless ? explainEndlessWait(endless) : undefined
      },
      receive: () => this.#wait(undefined, () => connection.readable) ?? connection.receive() ?? undefined,
      readable: () => connection.readable,
      close: () => connection.close(),
    }
  }
}

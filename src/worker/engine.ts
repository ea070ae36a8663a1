/** Python and PostgreSQL together. Runs one program at a time. */
import type { PyodideAPI } from 'pyodide'
import type { Fault, Judgement, RunRequest, RunResult } from '../messages/run.ts'
import { isStackOverflow } from '../postgres/machine/entries.ts'
import type { MachineParts } from '../postgres/machine/machine.ts'
import { Postmaster, type PostmasterParts } from '../postgres/server/postmaster.ts'
import { runAsSuperuser } from '../postgres/server/superuser.ts'
import type { FolderSource } from '../python/host/files/folder.ts'
import { Interpreter, type ProgramEnd, type Surroundings } from '../python/host/interpreter.ts'
import { BlockingScheduler } from '../scheduling/blocking-scheduler.ts'
import { type Clock, HostClock } from '../scheduling/clock.ts'
import { CooperativeScheduler } from '../scheduling/cooperative-scheduler.ts'
import { InterruptBuffer } from '../scheduling/interrupt-buffer.ts'
import { hasJspi } from '../scheduling/jspi.ts'
import type { Scheduler } from '../scheduling/scheduler.ts'
import { Clients } from './clients.ts'
import { explainEndlessWait, NOTHING_WILL_COME } from './endless-wait.ts'
import { checkProgram, judge } from './judging.ts'
import { Network } from './network.ts'
import { createHost } from './python-host.ts'
import { Recording, type RunListener } from './recording.ts'
import { failedSetup, setUp } from './setup.ts'
import { shareClock } from './shared-clock.ts'
import { timed } from './timed.ts'
import { isPythonError, wordsOf } from './words.ts'

export interface EngineParts {
  /** Started with our options, but no Python of ours has run in it. */
  readonly pyodide: PyodideAPI
  /** May come later than Python, which does not wait for it until a program connects. */
  readonly server: Promise<MachineParts & Pick<PostmasterParts, 'cluster'>>
}

export interface EngineOptions {
  /** Without one, each run chooses between real time and fast sleeps. */
  readonly clock?: Clock
  /** Whether waits suspend, so that others go on, or block. By default they suspend if WebAssembly can be suspended here. */
  readonly suspends?: boolean
  /** Requests to stop, for a worker that receives no messages while a program runs: see `InterruptBuffer`. */
  readonly interrupts?: Int32Array | null
}

const SPEEDS = { real: 1, slow: 0.2, fast: Number.POSITIVE_INFINITY }

/** As of a process that aborts. */
const ABORTED = 134

export class Engine {
  readonly postmaster: Postmaster
  /** Those outside of the engine, whom nothing here can answer for. */
  readonly clients: Clients
  readonly #python: Interpreter
  readonly #scheduler: Scheduler
  readonly #network: Network
  readonly #interrupts: InterruptBuffer | null
  #recording: Recording | null = null
  /** Whether an interrupt has come, be it before the program began; null while there is no run that could be interrupted. */
  #interrupted: boolean | null = null
  /** Python is dead: no further run is possible here. */
  broken = false

  private constructor(
    postmaster: Postmaster,
    python: Interpreter,
    scheduler: Scheduler,
    interrupts: InterruptBuffer | null,
    network: Network,
  ) {
    this.postmaster = postmaster
    this.clients = new Clients(postmaster)
    this.#network = network
    this.#python = python
    this.#scheduler = scheduler
    this.#interrupts = interrupts
    scheduler.onStuck = () => this.#endWaits()
    scheduler.onInterrupt = () => this.interrupt()
  }

  static async start(parts: EngineParts, options: EngineOptions = {}): Promise<Engine> {
    const { suspends = hasJspi, interrupts: shared = null } = options
    const interrupts = shared && new InterruptBuffer(shared)
    const clock = options.clock ?? new HostClock(1, interrupts ?? undefined)
    shareClock(clock)
    const scheduler = suspends ? new CooperativeScheduler(clock) : new BlockingScheduler(clock, interrupts)
    let engine: Engine | undefined
    let postmaster: Postmaster | undefined
    const server = () => postmaster!
    const recording = () => (engine ? engine.#recording : null)
    const network = new Network(server)
    const host = createHost(network, {
      output: (stream, text) => recording()?.output(stream, text),
      line: (...line) => recording()?.line(...line),
      called: (...call) => recording()?.called(...call),
      returned: (...call) => recording()?.returned(...call),
      raised: (...exception) => recording()?.raised(...exception),
      connection: (...connection) => recording()?.connection(...connection),
      callsEnded: () => recording()?.callsEnded(),
    })
    const python = await timed('importing the driver', () => new Interpreter(parts.pyodide, host, zonesOf(server), scheduler))
    const machine = await parts.server
    postmaster = await timed('starting PostgreSQL', () =>
      Postmaster.start({ ...machine, scheduler, onEvent: (event) => recording()?.add(event) }),
    )
    engine = new Engine(postmaster, python, scheduler, interrupts, network)
    return engine
  }

  /** Rejects when something has failed that no program can have brought about. */
  get failure(): Promise<never> {
    return this.#scheduler.failure
  }

  get pyodide(): PyodideAPI {
    return this.#python.pyodide
  }

  /** A program can be interrupted while it runs: `interrupt` can be called then, or the buffer is looked at. */
  get interruptible(): boolean {
    return this.#scheduler.suspends || this.#interrupts !== null
  }

  async run(request: RunRequest, listener: RunListener = {}, around?: Surroundings): Promise<RunResult> {
    const { clock } = this.#scheduler
    if (clock instanceof HostClock) clock.speed = SPEEDS[request.clock]
    this.#interrupts?.take() // those that came too late for the last run
    this.#interrupted = false
    try {
      const failure = request.setup === null ? null : await setUp(this.postmaster, request.setup)
      this.#python.write(request.files ?? new Map())
      for (const [name, wheel] of request.wheels ?? []) this.#python.install(name, new Uint8Array(await wheel.arrayBuffer()))
      const recording = new Recording(clock, listener)
      this.#recording = recording
      if (failure) return failedSetup(recording, request.setup!, failure)
      if (this.#interrupted) this.interrupt()
      const result = recording.result(await this.#execute(request.code, request.fileName, around, recording))
      const judgement = request.check === undefined || this.#interrupted ? null : await this.#check(request.check, result)
      return judgement ? { ...result, judgement } : result
    } finally {
      this.#recording = null
      this.#interrupted = null
      // For clients that stay
      if (clock instanceof HostClock) clock.speed = 1
    }
  }

  /** Lets the browser compile what a session executes first. The server is as it was at the start afterwards; Python knows nothing of it. */
  async warmUp(): Promise<void> {
    await runAsSuperuser(this.postmaster, 'lab', 'select 1', 'The server does not answer')
    await this.postmaster.reset()
  }

  /** As Ctrl+C does: cancels statements, and interrupts Python's threads where they are. Without a run it does nothing. */
  interrupt(): void {
    if (this.#interrupted === null) return
    this.#interrupted = true
    if (!this.#recording) return
    this.postmaster.cancelAll(this.clients.pids)
    this.#python.interrupt()
  }

  /** What a program has to live with. A restart is a fast shutdown, after which clients can connect again: that the server starts anew is simulated. */
  async suffer(fault: Fault): Promise<void> {
    if (fault !== 'restart') return this.#network.suffer(fault)
    this.#network.suffer('refuse')
    await this.postmaster.endSessions()
    this.#network.suffer('accept')
  }

  /** Gets ready for the next run: server and Python are as they were at the start. */
  async reset(): Promise<void> {
    await this.postmaster.reset()
    this.#python.renew()
  }

  /** Runs the check of an exercise. What it does itself is in nobody's timeline. Null if somebody has stopped it. */
  async #check(code: string, result: RunResult): Promise<Judgement | null> {
    if (this.broken) return { tag: 'broken', words: 'Python has broken down, so nothing can be checked.' }
    this.#python.renew()
    const recording = new Recording(this.#scheduler.clock, {})
    this.#recording = recording
    const { program, around } = checkProgram(code, result)
    const end = await this.#execute(program, 'check.py', around, recording)
    return this.#interrupted ? null : judge(end)
  }

  async #execute(code: string, fileName: string, around: Surroundings | undefined, recording: Recording): Promise<ProgramEnd> {
    const end = await Promise.race([this.#survive(code, fileName, around, recording), this.#scheduler.failure])
    this.broken ||= this.#python.spent
    return end
  }

  /** A program can take Python down with it, for example by recursion through code in C: then that is how the program ended. */
  async #survive(code: string, fileName: string, around: Surroundings | undefined, recording: Recording): Promise<ProgramEnd> {
    try {
      return await this.#python.run(code, fileName, around)
    } catch (error) {
      this.broken = true
      const reason = isStackOverflow(error)
        ? "the program calls itself more deeply than the browser's stack allows"
        : isPythonError(error)
          ? `the program has changed what Python needs to tell how it ended (${wordsOf(error)})`
          : wordsOf(error)
      recording.output('stderr', `Fatal Python error: ${reason}\n`)
      return { exitStatus: ABORTED, exception: { type: 'Fatal Python error', message: reason } }
    }
  }

  /** Nobody who waits could ever go on: statements are cancelled, and the program ends with the reason. */
  #endWaits(): boolean {
    // Somebody outside could end a wait for the server, by a commit or a word of theirs
    if (this.#scheduler.suspends && !this.clients.isEmpty && (!this.#recording || this.#python.explainWaits() === undefined)) return false
    const [endless] = this.postmaster.cancelEndlessWaits()
    if (!this.#recording) return endless !== undefined
    this.#python.giveUp(endless ? explainEndlessWait(endless) : (this.#python.explainWaits() ?? NOTHING_WILL_COME))
    return true
  }
}

/** The zone files of a server that may not have started yet. */
const zonesOf = (server: () => Postmaster): FolderSource => ({
  kind: (path) => server().zoneFiles.kind(path),
  list: (folder) => server().zoneFiles.list(folder),
  size: (file) => server().zoneFiles.size(file),
  read: (file) => server().zoneFiles.read(file),
})

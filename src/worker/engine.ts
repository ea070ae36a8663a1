/** Python and PostgreSQL together: one program at a time, on a server that is pristine before each. Only `worker` knows both. */

import type { PyodideAPI } from 'pyodide'
import type { RunRequest, RunResult } from '../messages/run.ts'
import { unpack } from '../postgres/machine/archive.ts'
import { canSuspend, isStackOverflow } from '../postgres/machine/entries.ts'
import type { MachineParts } from '../postgres/machine/machine.ts'
import { Postmaster } from '../postgres/server/postmaster.ts'
import { runAsSuperuser } from '../postgres/server/superuser.ts'
import { Interpreter, type Outcome, type Surroundings } from '../python/host/interpreter.ts'
import type { Clock } from '../scheduling/clock.ts'
import { HostClock } from '../scheduling/clock.ts'
import { Turns } from '../scheduling/cooperative-scheduler.ts'
import { Interrupts } from '../scheduling/interrupt-buffer.ts'
import { explainEndlessWait, NOTHING_WILL_COME } from './endless-wait.ts'
import { createHost, type Heard } from './host.ts'
import { Recording, type RunListener } from './recording.ts'
import { shareClock } from './shared-clock.ts'
import { Waits } from './waits.ts'

export interface LabParts extends MachineParts {
  /** As `pack` made it. */
  readonly cluster: Uint8Array
  readonly pyodide: PyodideAPI
  /** Our Python files, by path, with their bytecode. */
  readonly python: ReadonlyMap<string, Uint8Array>
}

export interface LabOptions {
  /** Without one, runs choose between real time and fast sleeps. */
  readonly clock?: Clock
  /** Who waits is suspended, and others go on: where WebAssembly can be. */
  readonly suspends?: boolean
  /** Requests to stop, for a worker that hears nothing while a program runs: see `Interrupts`. */
  readonly interrupts?: Int32Array | null
}

/** As of a process that aborts. */
const ABORTED = 134

export class Lab {
  readonly postmaster: Postmaster
  readonly #python: Interpreter
  readonly #clock: Clock
  readonly #turns: Turns | undefined
  readonly #interrupts: Interrupts | null
  readonly #waits: Waits
  #recording: Recording | null = null
  /** An interrupt that came before the program began; null while there is no run that could be interrupted. */
  #early: boolean | null = null
  /** Python is dead: no further run is possible here. */
  broken = false

  private constructor(postmaster: Postmaster, turns: Turns | undefined, interrupts: Interrupts | null, parts: LabParts) {
    this.postmaster = postmaster
    this.#clock = postmaster.clock
    this.#turns = turns
    this.#interrupts = interrupts
    const giveUp = (text: string) => this.#python.giveUp(text)
    this.#waits = new Waits(postmaster, turns, giveUp)
    if (turns) turns.stuck = () => this.#endWaits()
    const recording = () => this.#recording
    const heard: Heard = {
      look: () => this.#hearInterrupts(),
      output: (stream, text) => recording()?.write(stream, text),
      line: (line) => {
        if (!turns) this.postmaster.catchUp()
        recording()?.line(line)
      },
      called: (...call) => recording()?.called(...call),
      returned: (call, raised) => recording()?.returned(call, raised),
    }
    const host = createHost(postmaster, this.#waits, heard, giveUp)
    this.#python = Interpreter.start(parts.pyodide, parts.python, host, postmaster.zoneFiles, turns)
  }

  static async start(parts: LabParts, { clock: given, suspends = canSuspend, interrupts: shared = null }: LabOptions = {}): Promise<Lab> {
    const interrupts = shared && new Interrupts(shared)
    const clock = given ?? new HostClock(1, interrupts ?? undefined)
    shareClock(clock)
    const turns = suspends ? new Turns(clock) : undefined
    let lab: Lab | undefined
    /** While the server starts there is nobody to tell. */
    const told = (tell: (lab: Lab) => void) => lab && tell(lab)
    const postmaster = await Postmaster.start({
      ...parts,
      cluster: unpack(parts.cluster),
      clock,
      turns,
      onEvent: (event) => told((it) => it.#recording?.tell(event)),
      onOutput: () => told((it) => it.#waits.serverSpoke()),
      onLook: () => told((it) => it.#hearInterrupts()),
    })
    lab = new Lab(postmaster, turns, interrupts, parts)
    return lab
  }

  get pyodide(): PyodideAPI {
    return this.#python.pyodide
  }

  /** `interrupt` is heard while a program runs. */
  get interruptible(): boolean {
    return this.#turns !== undefined || this.#interrupts !== null
  }

  async run(request: RunRequest, listener: RunListener = {}, around?: Surroundings): Promise<RunResult> {
    if (this.#clock instanceof HostClock) this.#clock.speed = request.clock === 'fast' ? Number.POSITIVE_INFINITY : 1
    this.#interrupts?.take() // those that came too late
    this.#early = false
    try {
      if (request.setup !== null) await runAsSuperuser(this.postmaster, 'lab', request.setup, 'setup.sql')
      const recording = new Recording(this.#clock, listener)
      this.#recording = recording
      if (this.#early) this.interrupt()
      const running = this.#execute(request, around, recording)
      const outcome = await (this.#turns ? Promise.race([running, this.#turns.failure]) : running)
      this.broken ||= this.#python.spent
      return recording.result(outcome)
    } finally {
      this.#recording = null
      this.#early = null
    }
  }

  /** As Ctrl+C does: statements are cancelled, and Python's threads hear of it where they are. Without a run it does nothing. */
  interrupt(): void {
    if (this.#early === null) return
    this.#early = true
    if (!this.#recording) return
    this.postmaster.cancelAll()
    this.#waits.interrupt()
    this.#python.interrupt()
  }

  #hearInterrupts(): void {
    if (!this.#turns && this.#interrupts?.take()) this.interrupt()
  }

  /** Gets ready for the next run: the server is pristine again, and so is Python. */
  async reset(): Promise<void> {
    await this.postmaster.reset()
    this.#python.renew()
  }

  /** A program can take Python down with it, for one by recursion through code in C: that is how the program ended. */
  async #execute(request: RunRequest, around: Surroundings | undefined, recording: Recording): Promise<Outcome> {
    try {
      return await this.#python.run(request.code, request.fileName, around)
    } catch (error) {
      this.broken = true
      const reason = isStackOverflow(error) ? "the program calls itself more deeply than the browser's stack allows" : String(error)
      recording.write('stderr', `Fatal Python error: ${reason}\n`)
      return { exitStatus: ABORTED, exception: { type: 'Fatal Python error', message: reason } }
    }
  }

  /** Everybody waits, and for nothing: statements are taken back, and the program is told why it ends. */
  #endWaits(): boolean {
    if (!this.#recording) return false
    const [endless] = this.postmaster.endEndlessWaits()
    this.#python.giveUp(endless ? explainEndlessWait(endless) : (this.#python.explainWaits() ?? NOTHING_WILL_COME))
    return true
  }
}

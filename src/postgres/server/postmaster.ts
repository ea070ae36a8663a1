/** What postmaster.c does: starts the server, accepts sessions, delivers cancel requests. And it takes the server back to states that it has had. */
import type { Clock } from '../../scheduling/clock.ts'
import type { Scheduler } from '../../scheduling/scheduler.ts'
import { decodeStartUpPacket } from '../../wire/start-up-packet.ts'
import type { Steps } from '../machine/entries.ts'
import { type FileTree, mountTree, readTree } from '../machine/file-tree.ts'
import { Machine, type MachineParts } from '../machine/machine.ts'
import { ZoneFiles } from '../machine/zone-files.ts'
import { becomePostmaster, mainLoop, startSession } from '../process/backend.ts'
import { Kernel } from '../process/kernel.ts'
import { LoadedImage } from '../process/loaded-image.ts'
import { POSTMASTER_PID, Process, SIGNAL } from '../process/process.ts'
import { ProcessScheduler } from '../process/scheduler.ts'
import { SignalDelivery } from '../process/signals.ts'
import { AuxiliaryProcess, FIRST_PID } from './auxiliary-process.ts'
import { PostmasterProcess } from './postmaster-process.ts'
import type { Session } from './session.ts'
import { type EndlessWait, Sessions, type SessionsParts } from './sessions.ts'
import { DATA_DIRECTORY, SETTINGS } from './settings.ts'
import { type ServerState, Snapshot } from './snapshot.ts'
import { StartImage, writeStartImage } from './start-image.ts'

/** Sessions are tasks of the `scheduler`, which decides how they wait. */
export interface PostmasterParts extends MachineParts, SessionsParts {
  /** The data directory as a shutdown has left it; or the image of a server that has started in it, which is quicker. */
  readonly cluster: FileTree | StartImage
}

export class Postmaster {
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly zoneFiles: ZoneFiles
  readonly #machine: Machine
  readonly #kernel: Kernel
  readonly #processes: ProcessScheduler
  readonly #signals: SignalDelivery
  readonly #sessions: Sessions
  /** The process that sessions are forked from, as it was when the server had started. */
  readonly #original: Process
  readonly #process: PostmasterProcess
  readonly #auxiliary: AuxiliaryProcess
  /** Of the server as it had started. */
  readonly #first: Snapshot
  #nextPid = FIRST_PID

  /** `state` is that of a server that has been started before; null: this machine has just come to the fork point. */
  private constructor(parts: PostmasterParts, machine: Machine, state: ServerState | null) {
    const { scheduler } = parts
    this.clock = scheduler.clock
    this.scheduler = scheduler
    this.zoneFiles = new ZoneFiles(machine.files)
    this.#machine = machine
    this.#sessions = new Sessions(parts, machine)
    const original = new Process(POSTMASTER_PID)
    if (state) original.image = state.postmaster
    this.#processes = new ProcessScheduler(scheduler, new LoadedImage(machine, state ? null : original), this.#sessions)
    this.#signals = new SignalDelivery(scheduler.clock, this.#processes, this.#sessions)
    scheduler.timers = this.#signals
    this.#kernel = new Kernel(scheduler, this.#processes, this.#signals, this.#sessions)
    machine.systemCalls = this.#kernel
    this.#auxiliary = state
      ? AuxiliaryProcess.restored(machine, this.#processes)
      : AuxiliaryProcess.start(machine, this.#processes, original)
    this.#sessions.auxiliary = this.#auxiliary
    this.#process = new PostmasterProcess(this.#processes, original, this.#auxiliary)
    this.#sessions.postmaster = this.#process
    this.#original = original
    this.#first = state ? new Snapshot(machine, this.#processes, this.#auxiliary.process, state) : this.snapshot()
    if (state) this.#first.load()
    this.#kernel.reset()
  }

  static async start(parts: PostmasterParts): Promise<Postmaster> {
    const { cluster } = parts
    const { clock } = parts.scheduler
    const before = cluster instanceof StartImage ? cluster.machine : undefined
    const machine = await Machine.boot(parts, clock, (line) => parts.onLog?.(line), before)
    if (cluster instanceof StartImage) return new Postmaster(parts, machine, cluster.restore(machine, clock.now()))
    mountTree(machine.files, DATA_DIRECTORY, cluster)
    machine.start(SETTINGS, DATA_DIRECTORY)
    becomePostmaster(machine, POSTMASTER_PID)
    return new Postmaster(parts, machine, null)
  }

  /** The state after the start, for `PostmasterParts.cluster`. To be called before any session, of a server that was started with `cluster`. */
  image(cluster: FileTree): FileTree {
    return writeStartImage(this.#machine, this.#first.state, cluster, this.clock.now())
  }

  /** The server as it is now, for `restore`. Throws if there are sessions. */
  snapshot(): Snapshot {
    const { length } = this.sessions
    if (length > 0) throw new Error(`The server has ${length} session${length > 1 ? 's' : ''}: its state can be kept when there are none.`)
    this.#signals.fire()
    const { process } = this.#auxiliary
    this.#processes.loaded.load(process)
    return Snapshot.take(this.#machine, this.#processes, process, {
      postmaster: this.#original.image,
      reloaded: this.#process.capture(),
      nextPid: this.#nextPid,
    })
  }

  /** Ends every session; then the server is as it was when this one's `snapshot` was taken. */
  async restore(snapshot: Snapshot): Promise<void> {
    this.#sessions.clear()
    await this.#processes.killAll()
    this.#signals.reset()
    this.#process.restore(snapshot.state.reloaded)
    this.#nextPid = snapshot.state.nextPid
    snapshot.restore()
    this.#kernel.reset()
    this.scheduler.conditionsChanged() // for clients of those sessions
  }

  /** Ends every session and restores the server as it was after its start. */
  reset(): Promise<void> {
    return this.restore(this.#first)
  }

  /** As a fast shutdown begins: PostgreSQL ends each session, and tells its client. */
  async endSessions(): Promise<void> {
    const { sessions } = this
    for (const { pid } of sessions.map((session) => session.process)) this.#kernel.kill(pid, SIGNAL.TERM)
    this.#signals.fire()
    await Promise.all(sessions.map((session) => session.settled))
  }

  /** A fast shutdown. Returns the data directory that the server leaves. */
  async shutDown(): Promise<FileTree> {
    await this.endSessions()
    this.#auxiliary.end()
    return readTree(this.#machine.files, DATA_DIRECTORY)
  }

  // ---- sessions ----

  /** A process has crashed, and the server with it: all sessions have ended, and none can be opened until `reset`. */
  get crashed(): boolean {
    return this.#processes.crashed
  }

  /**
   * Starts a session from a start-up packet. Its output has the server's answer, or an error; see `execute` for when. pg_hba.conf trusts `local`
   * clients, and has others asked for a password. `password` is the message of one who has been asked by the host already. `isHidden`: nothing
   * of it becomes an event.
   */
  open(packet: Uint8Array, origin: 'local' | 'network' = 'local', password: Uint8Array | null = null, isHidden = false): Session {
    const start = decodeStartUpPacket(packet)
    if (start.type !== 'StartupMessage') throw new Error(`${start.type} does not open a session`)
    const { user = '', application_name = '' } = start.parameters
    const database = start.parameters['database'] || user
    const process = new Process(this.#nextPid++, this.#process.parent)
    const session = this.#sessions.add(process, isHidden)
    session.wasAskedForPassword = password !== null
    this.#signals.fire()
    this.#sessions.emit(process.pid, { kind: 'session-opened', user, database, applicationName: application_name })
    process.feed(packet)
    if (password) process.feed(password)
    this.#run(process, startSession(this.#machine, process, database, user, origin === 'local'))
    return session
  }

  /**
   * Lets a session execute one whole message, after those that it has yet to execute. When waits block, it has done so, or has ended, when
   * this returns; when they suspend, `Session.settled` says when. `cancelled`: as if `cancelAll` were called as soon as it has begun.
   */
  execute(session: Session, message: Uint8Array, cancelled = false): void {
    this.#signals.fire()
    if (!session.process.alive) return
    session.sending(message)
    if (cancelled && !session.atBoundary) session.process.signals.push(SIGNAL.INT)
    this.#serve(session.process)
  }

  /** The client will send nothing more, without a Terminate. It may still read. */
  endInput({ process }: Session): void {
    if (!process.alive) return
    process.endInput()
    this.#serve(process)
  }

  /** The client is gone without a Terminate. */
  disconnect({ process }: Session): void {
    if (!process.alive) return
    process.disconnect()
    this.#serve(process)
  }

  /** A process has input. */
  #serve(process: Process): void {
    if (process.task === null) this.#run(process, mainLoop(this.#machine, process))
  }

  #run(process: Process, steps: Steps): void {
    this.#processes.run(process, steps)
    this.#signals.fire() // those that it has sent
  }

  /** What a CancelRequest does. As from PostgreSQL, there is no answer whether it has found a session. */
  cancel(pid: number, key: Uint8Array): void {
    const session = this.#sessions.get(pid)
    if (!session || session.cancelKey.length !== key.length || !key.every((byte, i) => byte === session.cancelKey[i])) return
    session.process.signals.push(SIGNAL.INT)
    this.#signals.fire()
  }

  /**
   * Cancels all statements that are being executed, so that their client can roll back. A command that begins or ends a transaction is not
   * cancelled: psycopg2 believes a transaction to be over after COMMIT, whatever comes of it, and would not roll back. `spared`: pids of
   * sessions that go on.
   */
  cancelAll(spared: ReadonlySet<number> = new Set()): void {
    for (const { process, started, atBoundary } of this.sessions)
      if (!spared.has(process.pid) && !atBoundary && started && (process.task || this.#processes.isExecuting(process)))
        process.signals.push(SIGNAL.INT)
    if (!this.#processes.current) this.#signals.fire()
  }

  /** To be called when nothing will happen any more by itself: cancels the statements of those that wait. */
  cancelEndlessWaits(): EndlessWait[] {
    const { current } = this.#processes // its wait blocks the thread, and so it is the only one that could go on
    const waiting = current
      ? [current]
      : this.sessions.map(({ process }) => process).filter(({ task, waitsForClient }) => task?.state === 'waiting' && !waitsForClient)
    const found = waiting.map((process) => this.#sessions.cancelWait(process))
    if (!current) this.#signals.fire()
    return found
  }

  /** Fires alarms that are due: for a host whose scheduler has nothing to do meanwhile. */
  fireTimers(): void {
    this.#signals.fire()
  }

  /** authentication_timeout, in milliseconds. */
  get authenticationTimeout(): number {
    return this.#machine.read32(this.#machine.exports.AuthenticationTimeout.value) * 1000
  }

  get sessions(): readonly Session[] {
    return this.#sessions.all
  }
}

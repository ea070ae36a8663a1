/**
 * Accepts connections, gives pids and delivers cancel requests, and brings back the pristine cluster: what postmaster.c does.
 */
import type { Clock } from '../../scheduling/clock.ts'
import type { Turns } from '../../scheduling/cooperative-scheduler.ts'
import { decodeStartUpPacket } from '../../wire/start-up-packet.ts'
import type { Steps } from '../machine/entries.ts'
import { type FileTree, readTree, writeTree } from '../machine/file-tree.ts'
import { LIBRARIES, LIBRARY_FOLDER } from '../machine/libraries.ts'
import { Machine, type MachineParts } from '../machine/machine.ts'
import { ZoneFiles } from '../machine/zone-files.ts'
import { becomePostmaster, mainLoop, startSession } from '../process/backend.ts'
import { ProcessKernel } from '../process/kernel.ts'
import { LoadedImage } from '../process/loaded-image.ts'
import { POSTMASTER_PID, Process, SIGNAL } from '../process/process.ts'
import { Scheduler } from '../process/scheduler.ts'
import { Delivery } from '../process/signals.ts'
import { FIRST_PID, FirstProcess } from './auxiliary-process.ts'
import { PostmasterProcess } from './postmaster-process.ts'
import type { Session } from './session.ts'
import { type EndlessWait, Sessions, type SessionsParts } from './sessions.ts'
import { DATA_DIRECTORY, SETTINGS } from './settings.ts'
import { Pristine } from './snapshot.ts'

/** Of `SessionsParts`, `onOutput` is told when a session may have written something for its client, or has ended. */
export interface PostmasterParts extends MachineParts, SessionsParts {
  readonly cluster: FileTree
  /** With it, sessions that wait are suspended and others go on: the host must be able to (`canSuspend`). Without, a wait blocks the thread. */
  readonly turns?: Turns | undefined
}

export class Postmaster {
  readonly clock: Clock
  readonly zoneFiles: ZoneFiles
  readonly #machine: Machine
  readonly #kernel: ProcessKernel
  readonly #scheduler: Scheduler
  readonly #delivery: Delivery
  readonly #sessions: Sessions
  readonly #process: PostmasterProcess
  readonly #first: FirstProcess
  readonly #pristine: Pristine
  #nextPid = FIRST_PID + 1

  private constructor(parts: PostmasterParts, machine: Machine) {
    this.clock = parts.clock
    this.zoneFiles = new ZoneFiles(machine.files)
    this.#machine = machine
    this.#sessions = new Sessions(parts, machine)
    const origin = new Process(POSTMASTER_PID)
    this.#scheduler = new Scheduler(parts.turns ?? null, new LoadedImage(machine, origin), this.#sessions)
    this.#delivery = new Delivery(parts.clock, this.#scheduler, this.#sessions)
    this.#kernel = new ProcessKernel(parts.clock, this.#scheduler, this.#delivery, this.#sessions)
    machine.kernel = this.#kernel
    this.#first = new FirstProcess(machine, this.#scheduler, origin)
    this.#sessions.first = this.#first
    this.#process = new PostmasterProcess(this.#scheduler, origin, this.#first)
    this.#sessions.postmaster = this.#process
    this.#pristine = new Pristine(machine, this.#scheduler, this.#first.process)
    this.#kernel.reset()
  }

  static async start(parts: PostmasterParts): Promise<Postmaster> {
    const machine = await Machine.boot(parts, parts.clock, (line) => parts.onLog?.(line))
    for (const name of machine.files.readdir(LIBRARY_FOLDER))
      if (name.endsWith('.so') && !LIBRARIES.includes(name.slice(0, -'.so'.length))) machine.files.unlink(`${LIBRARY_FOLDER}/${name}`)
    writeTree(machine.files, DATA_DIRECTORY, parts.cluster)
    machine.start(SETTINGS, DATA_DIRECTORY)
    becomePostmaster(machine, POSTMASTER_PID)
    return new Postmaster(parts, machine)
  }

  /** Ends every session and brings back the cluster as it was at the start. */
  async reset(): Promise<void> {
    this.#sessions.clear()
    await this.#scheduler.killAll()
    this.#delivery.checkpointWanted = false
    this.#delivery.reloadWanted = false
    this.#process.reset()
    this.#nextPid = FIRST_PID + 1
    this.#pristine.restore()
    this.#kernel.reset()
  }

  /** Ends the server as it should end, and gives the data directory it leaves. */
  async shutDown(): Promise<FileTree> {
    const { sessions } = this
    for (const { pid } of sessions.map((session) => session.process)) this.#kernel.kill(pid, SIGNAL.TERM)
    this.#delivery.catchUp()
    await Promise.all(sessions.map((session) => session.settled))
    this.#first.end()
    return readTree(this.#machine.files, DATA_DIRECTORY)
  }

  // ---- sessions ----

  /** A process has crashed, and with it the server: there are no sessions any more, and none can be opened until `reset`. */
  get crashed(): boolean {
    return this.#scheduler.crashed
  }

  /**
   * Starts a session from a start-up packet. What it writes, an error too, is in its output. See `execute` for when. `password` is the message
   * with which a client on the network has answered; null: it is the host's own session, over a Unix socket.
   */
  open(packet: Uint8Array, password: Uint8Array | null = null): Session {
    const start = decodeStartUpPacket(packet)
    if (start.type !== 'StartupMessage') throw new Error(`${start.type} does not open a session`)
    const { user = '', application_name = '' } = start.parameters
    const database = start.parameters['database'] || user
    const process = new Process(this.#nextPid++, this.#process.parent)
    const session = this.#sessions.add(process)
    session.wasAsked = password !== null
    this.#delivery.catchUp()
    this.#sessions.emit(process.pid, { kind: 'session-opened', user, database, applicationName: application_name })
    process.feed(packet)
    if (password) process.feed(password)
    this.#run(process, startSession(this.#machine, process, database, user, password === null))
    return session
  }

  /**
   * Lets a session execute one whole message, after those that it has yet to execute. Without `turns` it has done so when this returns, or
   * is gone; with, it may still be at it: see `Session.settled`. `cancelled`: as if `cancelAll` were called as soon as it has begun.
   */
  execute(session: Session, message: Uint8Array, cancelled = false): void {
    this.#delivery.catchUp()
    if (!session.process.alive) return
    session.sending(message)
    if (cancelled && !session.atBoundary) session.process.signals.push(SIGNAL.INT)
    this.#attend(session.process)
  }

  /** The client is gone without a word. */
  disconnect(session: Session): void {
    if (!session.process.alive) return
    session.process.disconnect()
    this.#attend(session.process)
  }

  /** There is something to read. */
  #attend(process: Process): void {
    if (process.task === null) this.#run(process, mainLoop(this.#machine))
  }

  #run(process: Process, steps: Steps): void {
    this.#scheduler.run(process, steps)
    this.#delivery.catchUp() // signals that it sent
  }

  /** What a CancelRequest does: as PostgreSQL, it says nothing, found or not. */
  cancel(pid: number, key: Uint8Array): void {
    const session = this.#sessions.get(pid)
    if (!session || session.cancelKey.length !== key.length || !key.every((byte, i) => byte === session.cancelKey[i])) return
    session.process.signals.push(SIGNAL.INT)
    this.#delivery.catchUp()
  }

  /**
   * Cancels whatever statements are being executed, for a client that wants to roll back: what begins or ends a transaction is not among
   * them, as psycopg2 takes a COMMIT for the end whatever comes of it, and would have nothing to roll back.
   */
  cancelAll(): void {
    for (const { process, atBoundary } of this.sessions)
      if (!atBoundary && (process.task || this.#scheduler.isRunning(process))) process.signals.push(SIGNAL.INT)
    if (!this.#scheduler.current) this.#delivery.catchUp()
  }

  // ---- time ----

  /** Lets time pass until `time`, or until `until()`; alarms of sessions ring meanwhile. False: nothing can happen any more. Without `turns` only. */
  sleep(time: number, until?: () => boolean): boolean {
    return this.#delivery.sleep(time, until)
  }

  /** Lets alarms ring that are due: for a client that is busy and gives way. */
  catchUp(): void {
    this.#delivery.catchUp()
  }

  /** The wait that could not end since the last call, if there was one, and who holds what it waits for. */
  takeEndlessWait(): EndlessWait | null {
    return this.#sessions.takeEndlessWait()
  }

  /** With `turns`, when nothing can happen any more: takes back the statements of those who wait, and says who they were. */
  endEndlessWaits(): EndlessWait[] {
    const waiting = this.sessions
      .map(({ process }) => process)
      .filter(({ task, waitsForClient }) => task?.state === 'waiting' && !waitsForClient)
    const found = waiting.map((process) => this.#sessions.endWait(process))
    this.#delivery.catchUp()
    return found
  }

  get sessions(): readonly Session[] {
    return this.#sessions.all
  }
}

/**
 * Accepts connections, gives pids, keeps sessions and reaps the dead, and brings back the pristine cluster: what postmaster.c does.
 * May import anything of this folder but `front-door`.
 */
import { decodeStartUpPacket } from '../wire/start-up-packet.ts'
import { endSession, executeMessages, startSession } from './backend.ts'
import type { Clock } from '../turns/clock.ts'
import type { ServerEvent } from './events.ts'
import { type FileTree, readTree, writeTree } from './files.ts'
import { FIRST_PID, FirstProcess } from './first-process.ts'
import { ProcessKernel } from './kernel.ts'
import { Machine, type MachineParts } from './machine.ts'
import { Pristine } from './pristine.ts'
import { Process, SIGNAL } from './process.ts'
import { type EndlessWait, Scheduler } from './scheduler.ts'
import { Session, type Told } from './session.ts'
import { DATA_DIRECTORY, LIBRARIES, LIBRARY_FOLDER, SETTINGS } from './settings.ts'

/** The class of `wait_event_info` for locks, as in wait_classes.h. */
const PG_WAIT_LOCK = 0x03

export interface PostmasterParts extends MachineParts {
  readonly cluster: FileTree
  readonly clock: Clock
  readonly onEvent?: (event: ServerEvent) => void
  /** Lines of the server's log. */
  readonly onLog?: (line: string) => void
}

export class Postmaster {
  readonly clock: Clock
  readonly #machine: Machine
  readonly #kernel: ProcessKernel
  readonly #scheduler: Scheduler
  readonly #sessions: Map<number, Session>
  /** Started up to where sessions are forked; never runs. */
  readonly #origin = new Process(0)
  readonly #first: FirstProcess
  readonly #pristine: Pristine
  readonly #tell: (event: ServerEvent) => void
  #nextPid = FIRST_PID + 1

  private constructor(
    parts: PostmasterParts,
    machine: Machine,
    kernel: ProcessKernel,
    scheduler: Scheduler,
    sessions: Map<number, Session>,
  ) {
    this.clock = parts.clock
    this.#tell = parts.onEvent ?? (() => {})
    this.#machine = machine
    this.#kernel = kernel
    this.#scheduler = scheduler
    this.#sessions = sessions
    this.#first = new FirstProcess(machine, scheduler)
    scheduler.attach(machine, this.#origin)
    scheduler.fork(this.#origin, this.#first.process)
    this.#first.start()
    this.#pristine = new Pristine(machine, scheduler, this.#first.process)
    kernel.reset()
  }

  static async start(parts: PostmasterParts): Promise<Postmaster> {
    const sessions = new Map<number, Session>()
    let postmaster: Postmaster | undefined
    /** Before there is a postmaster there is nobody to tell. */
    const told = <T>(tell: (postmaster: Postmaster) => T): T | undefined => postmaster && tell(postmaster)
    const scheduler = new Scheduler(parts.clock, {
      timeoutsMayHaveChanged: (process) => told((p) => p.#tellOfTimeouts(process)),
      nextTimeout: () => Math.min(...[...sessions.values()].map((session) => session.timeouts.nextDue)),
      blockersOf: (process) => told((p) => p.#first.blockersOf(process.pid)) ?? [],
      wrote: (process) => sessions.get(process.pid)?.collect(),
      waitBegan: (process) => told((p) => p.#tellOfWait(process)),
      waitEnded: (process) => told((p) => p.#emit(process.pid, { kind: 'wait-ended' })),
      exited: (process) => {
        sessions.get(process.pid)?.ended()
        sessions.delete(process.pid)
      },
      checkpoint: () => told((p) => p.#first.checkpoint()),
    })
    const kernel = new ProcessKernel(parts.clock, scheduler, (line) => parts.onLog?.(line))
    const machine = await Machine.boot(parts, parts.clock, kernel)
    for (const name of machine.files.readdir(LIBRARY_FOLDER))
      if (name.endsWith('.so') && !LIBRARIES.includes(name.slice(0, -'.so'.length))) machine.files.unlink(`${LIBRARY_FOLDER}/${name}`)
    writeTree(machine.files, DATA_DIRECTORY, parts.cluster)
    machine.start(SETTINGS, DATA_DIRECTORY)
    postmaster = new Postmaster(parts, machine, kernel, scheduler, sessions)
    return postmaster
  }

  /** Ends every session and brings back the cluster as it was at the start. */
  reset(): void {
    for (const { process } of this.sessions) {
      this.#emit(process.pid, { kind: 'session-closed', reason: 'reset', report: null })
      process.exitStatus = 0 // for who still holds it
    }
    this.#sessions.clear()
    this.#nextPid = FIRST_PID + 1
    this.#pristine.restore()
    this.#kernel.reset()
  }

  /** Ends the server as it should end, and gives the data directory it leaves. */
  shutDown(): FileTree {
    for (const { pid } of this.sessions.map((s) => s.process)) this.#kernel.kill(pid, SIGNAL.TERM)
    this.#scheduler.catchUp()
    this.#first.end()
    return readTree(this.#machine.files, DATA_DIRECTORY)
  }

  // ---- sessions ----

  /** Starts a session from a start-up packet. What it writes, an error too, is in its output. */
  open(packet: Uint8Array): Session {
    const start = decodeStartUpPacket(packet)
    if (start.type !== 'StartupMessage') throw new Error(`${start.type} does not open a session`)
    const { user = '', application_name = '' } = start.parameters
    const database = start.parameters['database'] || user
    const process = new Process(this.#nextPid++)
    const session = new Session(process, (event) => this.#emit(process.pid, event))
    this.#sessions.set(process.pid, session)
    this.#scheduler.catchUp()
    this.#emit(process.pid, { kind: 'session-opened', user, database, applicationName: application_name })
    this.#scheduler.fork(this.#origin, process)
    process.feed(packet)
    this.#run(session, () => {
      startSession(this.#machine, process.pid, database, user)
      executeMessages(this.#machine, () => process.hasInput)
    })
    return session
  }

  /** Lets a session execute one whole message; returns when it waits for the next, or is gone. */
  execute(session: Session, message: Uint8Array): void {
    this.#scheduler.catchUp()
    if (!session.process.alive) return
    session.sending(message)
    const hasInput = () => session.process.hasInput
    const isTerminate = message[0] === 'X'.charCodeAt(0)
    this.#run(session, () => (isTerminate ? endSession : executeMessages)(this.#machine, hasInput))
  }

  /** The client is gone without a word. */
  disconnect(session: Session): void {
    if (!session.process.alive) return
    this.#run(session, () => endSession(this.#machine, () => true)) // reads the end of the stream
  }

  #run(session: Session, work: () => void): void {
    this.#scheduler.run(session.process, work)
    session.collect()
    this.#tellOfTimeouts(session.process)
    this.#scheduler.catchUp() // signals that it sent
  }

  /** What a CancelRequest does: as PostgreSQL, it says nothing, found or not. */
  cancel(pid: number, key: Uint8Array): void {
    const session = this.#sessions.get(pid)
    if (!session || session.cancelKey.length !== key.length || !key.every((byte, i) => byte === session.cancelKey[i])) return
    session.process.signals.push(SIGNAL.INT)
    this.#scheduler.catchUp()
  }

  // ---- time ----

  /** Lets time pass until `time`, or until `until()`; alarms of sessions ring meanwhile. False: nothing can happen any more. */
  sleep(time: number, until?: () => boolean): boolean {
    return this.#scheduler.sleep(time, until)
  }

  /** Lets alarms ring that are due: for a client that is busy and gives way. */
  catchUp(): void {
    this.#scheduler.catchUp()
  }

  /** The wait that could not end since the last call, if there was one, and who holds what it waits for. */
  takeEndlessWait(): EndlessWait | null {
    return this.#scheduler.takeEndlessWait()
  }

  get sessions(): readonly Session[] {
    return [...this.#sessions.values()]
  }

  // ---- what happens ----

  #emit(session: number, event: Told): void {
    this.#tell({ at: this.clock.now(), session, ...event } as ServerEvent)
  }

  #tellOfTimeouts(process: Process): void {
    const session = this.#sessions.get(process.pid)
    // Until it is ready for its first query, statement_timeout's timer serves as authentication_timeout
    if (session?.started) for (const event of session.timeouts.changes(this.#machine)) this.#emit(process.pid, event)
  }

  #tellOfWait(process: Process): void {
    const { my_wait_event_info } = this.#machine.exports
    const isLock = this.#machine.read32(this.#machine.read32(my_wait_event_info.value)) >>> 24 === PG_WAIT_LOCK
    this.#emit(process.pid, {
      kind: 'wait-began',
      on: isLock ? 'lock' : 'latch',
      blockers: isLock ? this.#first.blockersOf(process.pid) : [],
    })
  }
}

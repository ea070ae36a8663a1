/**
 * Accepts connections, gives pids, keeps sessions and reaps the dead, and brings back the pristine cluster: what postmaster.c does.
 * May import anything of this folder but `front-door`.
 */
import { decodeBackend } from '../wire/decode-backend.ts'
import { encodeFrontend } from '../wire/encode.ts'
import { frames } from '../wire/frames.ts'
import { decodeStartUpPacket } from '../wire/start-up-packet.ts'
import { endSession, executeMessages, makeCheckpoint, startFirst, startSession } from './backend.ts'
import type { Clock } from './clock.ts'
import type { ServerEvent } from './events.ts'
import { type FileTree, readTree, restoreTree, writeTree } from './files.ts'
import { Image } from './image.ts'
import { Machine, type MachineParts } from './machine.ts'
import { Process, SIGNAL } from './process.ts'
import { type EndlessWait, Scheduler } from './scheduler.ts'
import { Session, type Told } from './session.ts'

const DATA_DIRECTORY = '/pglite/data'
/** The first process's pid, as it shows in pg_stat_activity; those of sessions follow. */
const FIRST_PID = 100

/** The class of `wait_event_info` for locks, as in wait_classes.h. */
const PG_WAIT_LOCK = 0x03

/**
 * The libraries that sessions may load. They are loaded before the fork, as one that a session loads would not be in the memory of the
 * next. PGlite packs others, for encodings and replication, but has linked nothing of what they need: they are removed, so that
 * PostgreSQL says that they are not there.
 */
const LIBRARIES = ['plpgsql', 'dict_snowball']
const LIBRARY_FOLDER = '/pglite/lib/postgresql'

/** PostgreSQL's defaults but where a page needs something else: no helper processes, and little memory. */
const SETTINGS = {
  exit_on_error: 'false',
  io_method: 'sync',
  max_connections: 20,
  max_prepared_transactions: 10,
  max_worker_processes: 1, // the first process's slot
  max_parallel_workers: 0,
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  // Dynamic shared memory then lies inside the main segment, where the processes share it
  min_dynamic_shared_memory: '4MB',
  shared_buffers: '16MB',
  shared_preload_libraries: LIBRARIES.join(),
  log_checkpoints: 'off',
}

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
  readonly #scheduler: Scheduler
  readonly #sessions: Map<number, Session>
  readonly #origin: Process
  readonly #first: Process
  readonly #cluster: FileTree
  readonly #tell: (event: ServerEvent) => void
  #nextPid = FIRST_PID + 1
  #pristine: { image: Image; shared: Uint8Array[]; files: FileTree; since: number } | null = null

  private constructor(parts: PostmasterParts, machine: Machine, scheduler: Scheduler, sessions: Map<number, Session>) {
    this.clock = parts.clock
    this.#cluster = parts.cluster
    this.#tell = parts.onEvent ?? (() => {})
    this.#machine = machine
    this.#scheduler = scheduler
    this.#sessions = sessions
    this.#origin = new Process(0)
    this.#first = new Process(FIRST_PID)
  }

  static async start(parts: PostmasterParts): Promise<Postmaster> {
    const sessions = new Map<number, Session>()
    const scheduler: Scheduler = new Scheduler(parts.clock, {
      timeoutsMayHaveChanged: (process) => postmaster.#tellOfTimeouts(process),
      nextTimeout: () => Math.min(...[...sessions.values()].map((session) => session.timeouts.nextDue)),
      blockersOf: (process) => postmaster.#blockersOf(process.pid),
      wrote: (process) => sessions.get(process.pid)?.collect(),
      waitBegan: (process) => postmaster.#tellOfWait(process),
      waitEnded: (process) => postmaster.#emit(process.pid, { kind: 'wait-ended' }),
      exited: (process) => {
        sessions.get(process.pid)?.ended()
        sessions.delete(process.pid)
      },
      checkpoint: () => postmaster.#checkpoint(),
      log: (line) => parts.onLog?.(line),
    })
    const machine = await Machine.boot(parts, parts.clock, scheduler)
    const postmaster: Postmaster = new Postmaster(parts, machine, scheduler, sessions)
    postmaster.#begin()
    return postmaster
  }

  #begin(): void {
    const { files } = this.#machine
    for (const name of files.readdir(LIBRARY_FOLDER))
      if (name.endsWith('.so') && !LIBRARIES.includes(name.slice(0, -'.so'.length))) files.unlink(`${LIBRARY_FOLDER}/${name}`)
    writeTree(files, DATA_DIRECTORY, this.#cluster)
    this.#machine.start(SETTINGS, DATA_DIRECTORY)
    this.#scheduler.attach(this.#machine, this.#origin)
    this.#scheduler.fork(this.#origin, this.#first)
    this.#scheduler.run(this.#first, () => startFirst(this.#machine, FIRST_PID))
    this.#first.takeOutput()
    this.#pristine = {
      image: new Image().save(this.#machine, this.#scheduler.map),
      shared: this.#scheduler.map.shared.map(({ start, end }) => this.#machine.bytes(start, end - start).slice()),
      files: readTree(this.#machine.files, DATA_DIRECTORY),
      since: Date.now(),
    }
    this.#pristine.image.fork(this.#machine) // a file that the process closes stays open in the image
    this.#scheduler.reset(this.#first)
  }

  /** Ends every session and brings back the cluster as it was at the start. */
  reset(): void {
    const pristine = this.#pristine!
    for (const { process } of this.sessions) {
      this.#emit(process.pid, { kind: 'session-closed', reason: 'reset', report: null })
      process.exitStatus = 0 // for who still holds it
    }
    this.#sessions.clear()
    this.#nextPid = FIRST_PID + 1
    restoreTree(this.#machine.files, DATA_DIRECTORY, pristine.files, pristine.since)
    for (const [i, { start, end }] of this.#scheduler.map.shared.entries()) this.#machine.bytes(start, end - start).set(pristine.shared[i]!)
    pristine.image.fork(this.#machine)
    this.#first.alarm = Number.POSITIVE_INFINITY
    this.#first.signals.length = 0
    this.#scheduler.reset(this.#first)
  }

  /** Ends the server as it should end, and gives the data directory it leaves. */
  shutDown(): FileTree {
    for (const { pid } of this.sessions.map((s) => s.process)) this.#scheduler.kill(pid, SIGNAL.TERM)
    this.#scheduler.catchUp()
    this.#first.feed(encodeFrontend({ type: 'Terminate' }))
    this.#scheduler.run(this.#first, () => endSession(this.#machine, () => this.#first.hasInput))
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
    const found = this.#scheduler.endlessWait
    this.#scheduler.endlessWait = null
    return found
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
    this.#emit(process.pid, { kind: 'wait-began', on: isLock ? 'lock' : 'latch', blockers: isLock ? this.#blockersOf(process.pid) : [] })
  }

  // ---- what the first process does for others ----

  #checkpoint(): void {
    this.#scheduler.run(this.#first, () =>
      makeCheckpoint(this.#machine, (query) => {
        this.#first.feed(encodeFrontend({ type: 'Query', query }))
        executeMessages(this.#machine, () => this.#first.hasInput)
      }),
    )
    this.#first.takeOutput()
  }

  /** `pg_blocking_pids(pid)`, asked in the first process. */
  #blockersOf(pid: number): number[] {
    const message = encodeFrontend({ type: 'Query', query: `select unnest(pg_catalog.pg_blocking_pids(${pid}))` })
    this.#first.feed(message)
    this.#scheduler.run(this.#first, () => executeMessages(this.#machine, () => this.#first.hasInput))
    const blockers: number[] = []
    for (const bytes of this.#first.takeOutput())
      for (const { code, offset, length } of frames(bytes)) {
        if (code !== 'D') continue
        const row = decodeBackend(bytes.subarray(offset, offset + length))
        if (row.type === 'DataRow') blockers.push(Number(new TextDecoder().decode(row.values[0] ?? undefined)))
      }
    return [...new Set(blockers)]
  }
}

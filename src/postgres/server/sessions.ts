/** The sessions there are, by pid. What happens to their processes becomes events. */
import type { Scheduler } from '../../scheduling/scheduler.ts'
import type { Machine } from '../machine/machine.ts'
import { type Process, SIGNAL } from '../process/process.ts'
import type { Supervisor } from '../process/supervisor.ts'
import type { AuxiliaryProcess } from './auxiliary-process.ts'
import type { ServerEvent } from './events.ts'
import type { PostmasterProcess } from './postmaster-process.ts'
import { type NewEvent, Session } from './session.ts'

/** The class of `wait_event_info` for locks, as in wait_classes.h. */
const PG_WAIT_LOCK = 0x03

/** A wait that no timeout ends, when no process can run that would. */
export interface EndlessWait {
  readonly pid: number
  readonly blockers: readonly number[]
}

export interface SessionsParts {
  readonly scheduler: Scheduler
  readonly onEvent?: (event: ServerEvent) => void
  /** Receives the lines of the server's log. */
  readonly onLog?: (line: string) => void
}

export class Sessions implements Supervisor {
  readonly #parts: SessionsParts
  readonly #machine: Machine
  readonly #byPid = new Map<number, Session>()
  readonly #hidden = new Set<number>()
  /** Null while the server starts. */
  auxiliary: AuxiliaryProcess | null = null
  postmaster: PostmasterProcess | null = null

  constructor(parts: SessionsParts, machine: Machine) {
    this.#parts = parts
    this.#machine = machine
  }

  /** `isHidden`: nothing of it becomes an event. */
  add(process: Process, isHidden: boolean): Session {
    const session = new Session(process, this.#parts.onEvent && !isHidden ? (event) => this.emit(process.pid, event) : null)
    if (isHidden) this.#hidden.add(process.pid)
    this.#byPid.set(process.pid, session)
    return session
  }
  get(pid: number): Session | undefined {
    return this.#byPid.get(pid)
  }
  get all(): readonly Session[] {
    return [...this.#byPid.values()]
  }
  /** Ends them all. Their clients receive nothing. */
  clear(): void {
    for (const { process } of this.all) {
      this.emit(process.pid, { kind: 'session-closed', reason: 'reset', report: null })
      process.exitStatus ??= 0 // for those that still refer to it
    }
    this.#byPid.clear()
    this.#hidden.clear()
  }

  emit(session: number, event: NewEvent): void {
    if (!this.#hidden.has(session)) this.#parts.onEvent?.({ at: this.#parts.scheduler.clock.now(), session, ...event } as ServerEvent)
  }

  wrote(process: Process): void {
    const session = this.#byPid.get(process.pid)
    if (!session) return
    session.collect()
    this.timeoutsMayHaveChanged(process) // if this output says that the session has started, its timeouts count from now on
    if (session.hasOutput) session.onOutput()
    this.#parts.scheduler.conditionsChanged()
  }

  exited(process: Process): void {
    const session = this.#byPid.get(process.pid)
    if (!session) return
    session.ended()
    this.#byPid.delete(process.pid)
    this.#hidden.delete(process.pid)
    if (session.hasOutput) session.onOutput()
    this.#parts.scheduler.conditionsChanged()
  }

  crashed({ pid }: Process, why: unknown): void {
    this.#parts.onLog?.(`LOG:  server process (PID ${pid}) was terminated by an exception: ${why instanceof Error ? why.message : why}`)
  }

  timeoutsMayHaveChanged(process: Process): void {
    const session = this.#byPid.get(process.pid)
    // Until it is ready for its first query, the timer of statement_timeout serves as authentication_timeout
    if (session?.started) for (const event of session.timeouts.changes(this.#machine)) this.emit(process.pid, event)
  }

  nextTimeout(): number {
    // Until a session is ready for its first query, its only timer is that of authentication_timeout
    return Math.min(...this.all.map(({ started, timeouts, process }) => (started ? timeouts.nextDeadline : process.alarm)))
  }

  waitBegan(process: Process): void {
    // Asking who blocks it takes longer than most waits
    if (!this.auxiliary || !this.#parts.onEvent) return
    const { my_wait_event_info } = this.#machine.exports
    const isLock = this.#machine.read32(this.#machine.read32(my_wait_event_info.value)) >>> 24 === PG_WAIT_LOCK
    this.emit(process.pid, {
      kind: 'wait-began',
      on: isLock ? 'lock' : 'latch',
      blockers: isLock ? this.auxiliary.blockersOf(process.pid) : [],
    })
  }

  waitEnded(process: Process): void {
    if (this.auxiliary) this.emit(process.pid, { kind: 'wait-ended' })
  }

  /** PostgreSQL itself cancels the statement, so that the session survives. */
  cancelWait(process: Process): EndlessWait {
    process.signals.push(SIGNAL.INT)
    return { pid: process.pid, blockers: this.auxiliary?.blockersOf(process.pid) ?? [] }
  }

  checkpoint(): void {
    this.auxiliary?.checkpoint()
  }

  reload(): void {
    this.#parts.onLog?.('LOG:  received SIGHUP, reloading configuration files')
    this.postmaster?.reload()
  }
}

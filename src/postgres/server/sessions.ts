/**
 * The sessions there are, by pid. Hears from scheduler, delivery and kernel what happens to their processes, and tells of it as events.
 */
import type { Clock } from '../../scheduling/clock.ts'
import type { Machine } from '../machine/machine.ts'
import type { KernelObserver } from '../process/kernel.ts'
import { type Process, SIGNAL } from '../process/process.ts'
import type { SchedulerObserver } from '../process/scheduler.ts'
import type { DeliveryObserver } from '../process/signals.ts'
import type { FirstProcess } from './auxiliary-process.ts'
import type { ServerEvent } from './events.ts'
import type { PostmasterProcess } from './postmaster-process.ts'
import { Session, type Told } from './session.ts'

/** The class of `wait_event_info` for locks, as in wait_classes.h. */
const PG_WAIT_LOCK = 0x03

/** A wait that no timeout will end, while nobody else can run who would. */
export interface EndlessWait {
  readonly pid: number
  readonly blockers: readonly number[]
}

export interface SessionsParts {
  readonly clock: Clock
  readonly onEvent?: (event: ServerEvent) => void
  readonly onOutput?: () => void
  /** Lines of the server's log. */
  readonly onLog?: (line: string) => void
  /** Called now and then while the thread is busy or asleep, and hears of nothing else: it may cancel, for one. */
  readonly onLook?: () => void
}

export class Sessions implements SchedulerObserver, DeliveryObserver, KernelObserver {
  readonly #parts: SessionsParts
  readonly #machine: Machine
  readonly #byPid = new Map<number, Session>()
  /** Before it has started there is nobody to tell. */
  first: FirstProcess | null = null
  postmaster: PostmasterProcess | null = null
  #endless: EndlessWait | null = null

  constructor(parts: SessionsParts, machine: Machine) {
    this.#parts = parts
    this.#machine = machine
  }

  add(process: Process): Session {
    const session = new Session(process, (event) => this.emit(process.pid, event))
    this.#byPid.set(process.pid, session)
    return session
  }
  get(pid: number): Session | undefined {
    return this.#byPid.get(pid)
  }
  get all(): readonly Session[] {
    return [...this.#byPid.values()]
  }
  /** Ends them all without a word to their clients. */
  clear(): void {
    for (const { process } of this.all) {
      this.emit(process.pid, { kind: 'session-closed', reason: 'reset', report: null })
      process.exitStatus ??= 0 // for who still holds it
    }
    this.#byPid.clear()
    this.#endless = null
  }

  emit(session: number, event: Told): void {
    this.#parts.onEvent?.({ at: this.#parts.clock.now(), session, ...event } as ServerEvent)
  }

  wrote(process: Process): void {
    const session = this.#byPid.get(process.pid)
    if (!session) return
    session.collect()
    this.timeoutsMayHaveChanged(process) // those of a session are told of once it has said that it is ready
    this.#parts.onOutput?.()
  }

  exited(process: Process): void {
    const session = this.#byPid.get(process.pid)
    if (!session) return
    session.ended()
    this.#byPid.delete(process.pid)
    this.#parts.onOutput?.()
  }

  crashed({ pid }: Process, why: unknown): void {
    this.#parts.onLog?.(`LOG:  server process (PID ${pid}) was terminated by an exception: ${why instanceof Error ? why.message : why}`)
  }

  timeoutsMayHaveChanged(process: Process): void {
    const session = this.#byPid.get(process.pid)
    // Until it is ready for its first query, statement_timeout's timer serves as authentication_timeout
    if (session?.started) for (const event of session.timeouts.changes(this.#machine)) this.emit(process.pid, event)
  }

  nextTimeout(): number {
    return Math.min(...this.all.map((session) => session.timeouts.nextDue))
  }

  waitBegan(process: Process): void {
    if (!this.first) return
    const { my_wait_event_info } = this.#machine.exports
    const isLock = this.#machine.read32(this.#machine.read32(my_wait_event_info.value)) >>> 24 === PG_WAIT_LOCK
    this.emit(process.pid, {
      kind: 'wait-began',
      on: isLock ? 'lock' : 'latch',
      blockers: isLock ? this.first.blockersOf(process.pid) : [],
    })
  }

  waitEnded(process: Process): void {
    if (this.first) this.emit(process.pid, { kind: 'wait-ended' })
  }

  waitIsEndless(process: Process): void {
    this.#endless = this.endWait(process)
  }

  /** PostgreSQL itself takes the statement back, so that the session stays whole. */
  endWait(process: Process): EndlessWait {
    process.signals.push(SIGNAL.INT)
    return { pid: process.pid, blockers: this.first?.blockersOf(process.pid) ?? [] }
  }

  /** The wait that could not end since the last call, if there was one. */
  takeEndlessWait(): EndlessWait | null {
    const found = this.#endless
    this.#endless = null
    return found
  }

  looked(): void {
    this.#parts.onLook?.()
  }

  checkpoint(): void {
    this.first?.checkpoint()
  }

  reload(): void {
    this.#parts.onLog?.('LOG:  received SIGHUP, reloading configuration files')
    this.postmaster?.reload()
  }
}

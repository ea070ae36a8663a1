/**
 * What the process that is executing asks of its operating system. Where it can be suspended, it is told to let itself be.
 */
import type { Clock } from '../../scheduling/clock.ts'
import { encodeFrontend } from '../../wire/encode.ts'
import type { Kernel } from '../machine/system-calls.ts'
import { IDLE, isReadingCommand } from './backend.ts'
import { Heap } from './heap.ts'
import { POSTMASTER_PID, type Process, SIGNAL } from './process.ts'
import type { Scheduler } from './scheduler.ts'
import { type Delivery, hasNews } from './signals.ts'

export interface KernelObserver {
  timeoutsMayHaveChanged(process: Process): void
  waitBegan(process: Process): void
  waitEnded(process: Process): void
  /** It waits, nothing can happen any more that would end that, and so its statement is taken back. */
  waitIsEndless(process: Process): void
  /** To be made in a process that may. */
  checkpoint(): void
  /** Busy code has looked at the clock, or a sleep has ended. */
  looked(): void
}

/** Between two looks at the clock busy code should take about this long, in milliseconds. */
const LOOK_EVERY = { least: 0.2, most: 0.6 }
/** More would be too many where checks that came quickly begin to come slowly. */
const MOST_CHECKS = 1024
const FIRST_CHECKS = 64
const NO_COPY = encodeFrontend({ type: 'CopyFail', reason: 'the server in this page cannot wait for the rows of a COPY; INSERT them' })
/** As in WASI. */
const ERRNO = { EAGAIN: 6, EPIPE: 64, ESRCH: 71 }
/** As pgl_startPGlite() numbers the client's socket. */
const SOCKET = 1
/** struct pollfd, and its flags, as in musl. */
const POLLFD = { size: 8, fd: 0, events: 4, revents: 6 }
const POLL = { IN: 1, OUT: 4, RDHUP: 0x2000 }
/** As in xlog.h. */
const CHECKPOINT_WAIT = 0x20

/** The client's socket among what is polled: where its pollfd lies, and the events that are asked for. */
interface Polled {
  readonly at: number
  readonly events: number
}

export class ProcessKernel implements Kernel {
  readonly #clock: Clock
  readonly #scheduler: Scheduler
  readonly #delivery: Delivery
  readonly #observer: KernelObserver
  #checks = FIRST_CHECKS
  #lastLook = 0
  /** What the process that was told to be suspended waits for; null: it gives way. */
  #wait: { readonly until: number; readonly socket: Polled | null } | null = null

  constructor(clock: Clock, scheduler: Scheduler, delivery: Delivery, observer: KernelObserver) {
    this.#clock = clock
    this.#scheduler = scheduler
    this.#delivery = delivery
    this.#observer = observer
  }

  /** Begins to count anew. */
  reset(): void {
    this.#lastLook = this.#clock.now()
    this.#checks = FIRST_CHECKS
    this.#scheduler.machine.exports.checks_until_look.value = FIRST_CHECKS
  }

  look(): number {
    this.#scheduler.endIfCrashed()
    this.#clock.tick()
    const now = this.#clock.now()
    const took = now - this.#lastLook
    if (took > LOOK_EVERY.most) this.#checks = Math.max(1, Math.floor(this.#checks * Math.max(0.1, LOOK_EVERY.most / took)))
    else if (took < LOOK_EVERY.least) this.#checks = Math.min(MOST_CHECKS, this.#checks * 2)
    this.#lastLook = now
    const process = this.#scheduler.current
    if (!process) return this.#checks
    this.#observer.looked()
    const hasToGiveWay = this.#scheduler.turns?.shouldGiveWay && this.#scheduler.maySuspend
    // Just before a command PostgreSQL ignores cancel requests: what is meant for this command is to wait for the next check, in it
    if (isReadingCommand(this.#scheduler.machine) && (hasToGiveWay || hasNews(process, now))) return 1
    if (hasNews(process, now)) this.#delivery.deliver(process)
    if (this.#scheduler.turns) {
      this.#wait = null
      return hasToGiveWay ? 0 : this.#checks
    }
    if (this.#delivery.next() <= now && this.#scheduler.mayInterrupt) this.#delivery.catchUp()
    return this.#checks
  }

  poll(pollfds: number, count: number, timeout: number): boolean {
    const process = this.#scheduler.current
    if (!process) return false
    this.#scheduler.endIfCrashed()
    const until = timeout < 0 ? Number.POSITIVE_INFINITY : this.#clock.now() + timeout
    const socket = this.#socket(pollfds, count)
    const isOver = this.#delivery.deliver(process) || this.#answer(process, socket) || process.awakened || this.#clock.now() >= until
    process.awakened = false
    if (isOver) return false
    if (socket && socket.events & POLL.IN && isReadingCommand(this.#scheduler.machine)) throw IDLE
    this.#observer.timeoutsMayHaveChanged(process)
    if (!this.#scheduler.maySuspend) this.#block(process, until)
    else {
      if (!socket) this.#observer.waitBegan(process) // which may run the first process
      this.#wait = { until, socket }
      return true
    }
    return false
  }

  #socket(pollfds: number, count: number): Polled | null {
    const { machine } = this.#scheduler
    for (let at = pollfds; at < pollfds + count * POLLFD.size; at += POLLFD.size)
      if (machine.read32(at + POLLFD.fd) === SOCKET) return { at, events: machine.read16(at + POLLFD.events) }
    return null
  }

  /** There is something for it to read now, if only the end of the stream. */
  #hasInput(process: Process): boolean {
    return process.hasInput && !(process.isStarting && isReadingCommand(this.#scheduler.machine))
  }

  /** Writes down what the socket is ready for. False: it is not. */
  #answer(process: Process, socket: Polled | null): boolean {
    if (!socket) return false
    const ready = (this.#hasInput(process) ? POLL.IN : 0) | (process.isWritable ? POLL.OUT : 0) | (process.clientIsGone ? POLL.RDHUP : 0)
    this.#scheduler.machine.write16(socket.at + POLLFD.revents, ready & socket.events)
    return (ready & socket.events) !== 0
  }

  async suspend(): Promise<number> {
    const process = this.#scheduler.current!
    const turns = this.#scheduler.turns!
    const wait = this.#wait
    process.waitsForClient = wait?.socket ? (wait.socket.events & POLL.IN ? 'to send' : 'to read') : null
    process.onReady = () => this.#scheduler.awaken(process)
    this.#scheduler.machine.exports.checks_until_look.value = this.#checks // all processes count down the same; `look` has left it at 0
    const turn = wait ? turns.wait(wait.until) : turns.giveWay()
    this.#scheduler.leave()
    try {
      await turn
    } finally {
      this.#scheduler.enter(process)
    }
    process.waitsForClient = null
    if (wait) process.awakened = false
    this.#delivery.deliver(process)
    if (wait?.socket) this.#answer(process, wait.socket)
    else if (wait) this.#observer.waitEnded(process)
    this.#lastLook = this.#clock.now()
    return this.#checks
  }

  /** The thread waits; others run inside. */
  #block(process: Process, until: number): void {
    let told = false
    for (;;) {
      if (this.#delivery.deliver(process) || process.awakened || this.#clock.now() >= until) break
      const othersMayRun = this.#scheduler.mayInterrupt
      if (othersMayRun) this.#delivery.catchUp()
      this.#scheduler.endIfCrashed()
      if (process.awakened) break
      if (process.signals.length > 0) continue // sent meanwhile
      if (!told) this.#observer.waitBegan(process)
      told = true
      if (Math.min(until, this.#delivery.nextThatMatters()) === Number.POSITIVE_INFINITY) this.#observer.waitIsEndless(process)
      else this.#clock.sleepUntil(Math.min(until, process.alarm, othersMayRun ? this.#delivery.next() : Number.POSITIVE_INFINITY))
      this.#observer.looked()
    }
    process.awakened = false
    if (told) this.#observer.waitEnded(process)
    this.#lastLook = this.#clock.now()
  }

  kill(pid: number, signal: number): number {
    if (pid === POSTMASTER_PID) {
      this.#delivery.reloadWanted ||= signal === SIGNAL.HUP // what else it could be asked for, helper processes, there is none of
      return 0
    }
    const process = this.#scheduler.processes.get(pid)
    if (!process) return this.#fail(ERRNO.ESRCH)
    if (signal === SIGNAL.URG) {
      process.awakened = true
      this.#scheduler.awaken(process)
    } else if (signal !== 0) process.signals.push(signal)
    return 0
  }

  setAlarm(delay: number): void {
    const { process } = this.#scheduler.resident
    if (process) process.alarm = delay > 0 ? this.#clock.now() + delay : Number.POSITIVE_INFINITY
  }

  requestCheckpoint(flags: number): void {
    // Who does not wait may hold locks that a checkpoint needs
    if (flags & CHECKPOINT_WAIT) this.#observer.checkpoint()
    else this.#delivery.checkpointWanted = true
  }

  timeoutsChanged(): void {
    const process = this.#scheduler.current
    if (process) this.#observer.timeoutsMayHaveChanged(process)
  }

  read(into: Uint8Array): number {
    const { process } = this.#scheduler.resident
    if (!process) return 0
    const { machine } = this.#scheduler
    if (!this.#hasInput(process)) {
      // In the middle of COPY FROM STDIN the client's data may not be there yet, and a wait that blocks would block the client, too
      if (isReadingCommand(machine) || this.#scheduler.maySuspend) return this.#fail(ERRNO.EAGAIN)
      process.feed(NO_COPY)
    }
    // PGlite ignores the end while it is active
    if (process.isEnding && isReadingCommand(machine)) machine.exports.pgl_setPGliteActive(0)
    this.#lastLook = this.#clock.now() // it begins to be busy
    return process.read(into)
  }

  write(bytes: Uint8Array): number {
    const { process } = this.#scheduler.resident
    if (!process) return bytes.length
    if (process.isReset) return this.#fail(ERRNO.EPIPE)
    // A wait that blocks would keep the client, too, from reading
    const length = this.#scheduler.maySuspend ? process.room(bytes.length) : bytes.length
    if (length === 0) return this.#fail(ERRNO.EAGAIN)
    process.write(bytes.slice(0, length))
    return length
  }

  sbrk(increment: number): number | undefined {
    const { process, space, postmasterMayHave } = this.#scheduler.resident
    if (process?.pid === POSTMASTER_PID) return postmasterMayHave(increment) ? undefined : -1
    if (!process) return -1
    process.heap ??= new Heap(space)
    return process.heap.sbrk(increment) ?? -1
  }

  #fail(errno: number): number {
    this.#scheduler.machine.write32(this.#scheduler.machine.exports.__errno_location(), errno)
    return -1
  }
}

/** The operating system of the processes: answers the system calls of the one that is executing. */
import { block } from '../../scheduling/block.ts'
import type { Clock } from '../../scheduling/clock.ts'
import type { Scheduler } from '../../scheduling/scheduler.ts'
import { encodeFrontend } from '../../wire/encode.ts'
import type { SystemCalls } from '../machine/system-calls.ts'
import { IDLE, isReadingCommand } from './backend.ts'
import { Heap } from './heap.ts'
import { POSTMASTER_PID, type Process, SIGNAL } from './process.ts'
import type { ProcessScheduler } from './scheduler.ts'
import { hasPendingSignals, type SignalDelivery } from './signals.ts'
import type { Supervisor } from './supervisor.ts'

/** So many milliseconds should pass between two looks at the clock of busy code. */
const LOOK_INTERVAL = { least: 0.2, most: 0.6 }
/** With more interrupt checks between two looks, code whose checks begin to come slowly would look too late. */
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

/** The client's socket among the descriptors of a poll: the address of its pollfd, and the events that are asked for. */
interface PolledSocket {
  readonly pollfd: number
  readonly events: number
}

export class Kernel implements SystemCalls {
  readonly #clock: Clock
  readonly #tasks: Scheduler
  readonly #processes: ProcessScheduler
  readonly #signals: SignalDelivery
  readonly #supervisor: Supervisor
  /** Interrupt checks between two looks. */
  #checks = FIRST_CHECKS
  #lastLook = 0
  /** What the process that is about to be suspended waits for; null if it only yields. */
  #wait: { readonly deadline: number; readonly socket: PolledSocket | null } | null = null

  constructor(tasks: Scheduler, processes: ProcessScheduler, signals: SignalDelivery, supervisor: Supervisor) {
    this.#clock = tasks.clock
    this.#tasks = tasks
    this.#processes = processes
    this.#signals = signals
    this.#supervisor = supervisor
  }

  /** Starts counting anew. */
  reset(): void {
    this.#lastLook = this.#clock.now()
    this.#checks = FIRST_CHECKS
    this.#processes.machine.exports.checks_until_look.value = FIRST_CHECKS
  }

  look(): number {
    this.#processes.endIfCrashed()
    this.#clock.tick()
    const now = this.#clock.now()
    const took = now - this.#lastLook
    if (took > LOOK_INTERVAL.most) this.#checks = Math.max(1, Math.floor(this.#checks * Math.max(0.1, LOOK_INTERVAL.most / took)))
    else if (took < LOOK_INTERVAL.least) this.#checks = Math.min(MOST_CHECKS, this.#checks * 2)
    this.#lastLook = now
    const process = this.#processes.current
    if (!process) return this.#checks
    this.#tasks.checkInterrupts()
    const yields = this.#processes.maySuspend && this.#tasks.shouldYield
    const isPending = hasPendingSignals(process, now)
    // PostgreSQL ignores a cancel before a command starts: it is delivered at the next check, inside the command
    if (isReadingCommand(this.#processes.machine) && (yields || isPending)) return 1
    if (isPending) this.#signals.deliver(process)
    this.#wait = null
    if (yields) return 0
    if (this.#processes.mayInterrupt) this.#tasks.fireTimers()
    return this.#checks
  }

  poll(pollfds: number, count: number, timeout: number): boolean {
    const process = this.#processes.current
    if (!process) return false
    this.#processes.endIfCrashed()
    const deadline = timeout < 0 ? Number.POSITIVE_INFINITY : this.#clock.now() + timeout
    const socket = this.#clientSocket(pollfds, count)
    const isOver =
      this.#signals.deliver(process) || this.#reportReady(process, socket) || process.latchIsSet || this.#clock.now() >= deadline
    process.latchIsSet = false
    if (isOver) return false
    if (socket && socket.events & POLL.IN && isReadingCommand(this.#processes.machine)) throw IDLE
    this.#supervisor.timeoutsMayHaveChanged(process)
    if (this.#processes.maySuspend) {
      if (!socket) this.#supervisor.waitBegan(process) // before `#wait` is set, as the auxiliary process may run here
      this.#wait = { deadline, socket }
      return true
    }
    this.#block(process, deadline)
    return false
  }

  #clientSocket(pollfds: number, count: number): PolledSocket | null {
    const { machine } = this.#processes
    for (let pollfd = pollfds; pollfd < pollfds + count * POLLFD.size; pollfd += POLLFD.size)
      if (machine.read32(pollfd + POLLFD.fd) === SOCKET) return { pollfd, events: machine.read16(pollfd + POLLFD.events) }
    return null
  }

  /** There is something for it to read now, if only the end of the stream. */
  #hasInput(process: Process): boolean {
    return process.hasInput && !(process.isStarting && isReadingCommand(this.#processes.machine))
  }

  /** Sets `revents` to what the socket is ready for. Returns whether it is ready for anything. */
  #reportReady(process: Process, socket: PolledSocket | null): boolean {
    if (!socket) return false
    const ready = (this.#hasInput(process) ? POLL.IN : 0) | (process.isWritable ? POLL.OUT : 0) | (process.inputHasEnded ? POLL.RDHUP : 0)
    this.#processes.machine.write16(socket.pollfd + POLLFD.revents, ready & socket.events)
    return (ready & socket.events) !== 0
  }

  async suspend(): Promise<number> {
    const process = this.#processes.current!
    const wait = this.#wait
    process.waitsForClient = wait?.socket ? (wait.socket.events & POLL.IN ? 'to send' : 'to read') : null
    process.onReady = () => this.#processes.wake(process)
    this.#processes.machine.exports.checks_until_look.value = this.#checks // `look` has left it at 0, and others count down the same global
    const resumed = wait ? this.#tasks.wait(wait.deadline) : this.#tasks.yieldNow()
    this.#processes.leave()
    try {
      await resumed
    } finally {
      this.#processes.enter(process)
    }
    process.waitsForClient = null
    if (wait) process.latchIsSet = false
    this.#signals.deliver(process)
    if (wait?.socket) this.#reportReady(process, wait.socket)
    else if (wait) this.#supervisor.waitEnded(process)
    this.#lastLook = this.#clock.now()
    return this.#checks
  }

  /** The process cannot be suspended now: the thread waits. */
  #block(process: Process, deadline: number): void {
    let hasSlept = false
    block(this.#tasks, {
      deadline,
      alarm: () => process.alarm,
      mayFire: this.#processes.mayInterrupt,
      isOver: () => {
        this.#processes.endIfCrashed()
        return this.#signals.deliver(process) || process.latchIsSet
      },
      onSleep: () => {
        if (!hasSlept) this.#supervisor.waitBegan(process)
        hasSlept = true
      },
    })
    process.latchIsSet = false
    if (hasSlept) this.#supervisor.waitEnded(process)
    this.#lastLook = this.#clock.now()
  }

  kill(pid: number, signal: number): number {
    if (pid === POSTMASTER_PID) {
      // Its other signals ask for helper processes, of which there are none
      this.#signals.reloadRequested ||= signal === SIGNAL.HUP
      return 0
    }
    const process = this.#processes.processes.get(pid)
    if (!process) return this.#fail(ERRNO.ESRCH)
    if (signal === SIGNAL.URG) {
      process.latchIsSet = true
      this.#processes.wake(process)
    } else if (signal !== 0) process.signals.push(signal)
    return 0
  }

  setAlarm(delay: number): void {
    const { process } = this.#processes.loaded
    if (process) process.alarm = delay > 0 ? this.#clock.now() + delay : Number.POSITIVE_INFINITY
  }

  requestCheckpoint(flags: number): void {
    // A process that does not wait for it may hold locks that the checkpoint needs
    if (flags & CHECKPOINT_WAIT) this.#supervisor.checkpoint()
    else this.#signals.checkpointRequested = true
  }

  timeoutsChanged(): void {
    const process = this.#processes.current
    if (process) this.#supervisor.timeoutsMayHaveChanged(process)
  }

  read(into: Uint8Array): number {
    const { process } = this.#processes.loaded
    if (!process) return 0
    const { machine } = this.#processes
    if (!this.#hasInput(process)) {
      // During COPY FROM STDIN the client's data may not be there yet. If the wait blocks, the client, on this thread, can never send it.
      if (isReadingCommand(machine) || this.#processes.maySuspend) return this.#fail(ERRNO.EAGAIN)
      process.feed(NO_COPY)
    }
    // PGlite ignores the end of the stream while it is active
    if (process.isEnding && isReadingCommand(machine)) machine.exports.pgl_setPGliteActive(0)
    this.#lastLook = this.#clock.now() // from here on it is busy
    return process.read(into)
  }

  write(bytes: Uint8Array): number {
    const { process } = this.#processes.loaded
    if (!process) return bytes.length
    if (process.isReset) return this.#fail(ERRNO.EPIPE)
    // If the wait blocks, the client, on this thread, can never read: it gets everything at once
    const length = this.#processes.maySuspend ? process.room(bytes.length) : bytes.length
    if (length === 0) return this.#fail(ERRNO.EAGAIN)
    process.write(bytes.slice(0, length))
    return length
  }

  sbrk(increment: number): number | undefined {
    const { loaded } = this.#processes
    const { process } = loaded
    if (!process) return -1
    if (process.pid === POSTMASTER_PID) return loaded.postmasterMayHave(increment) ? undefined : -1
    process.heap ??= new Heap(loaded.space)
    return process.heap.sbrk(increment) ?? -1
  }

  /** Sets errno. */
  #fail(errno: number): number {
    this.#processes.machine.write32(this.#processes.machine.exports.__errno_location(), errno)
    return -1
  }
}

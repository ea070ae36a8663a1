/** What the process that is executing asks of its operating system, answered by the scheduler. May import: wire, clock, machine, backend, process, scheduler. */
import { encodeFrontend } from '../wire/encode.ts'
import { isReadingCommand } from './backend.ts'
import type { Clock } from '../turns/clock.ts'
import type { Kernel } from './machine.ts'
import { SIGNAL } from './process.ts'
import { hasNews, type Scheduler } from './scheduler.ts'

/** Between two looks at the clock busy code should take about this long, in milliseconds. */
const LOOK_EVERY = { least: 0.2, most: 0.6 }
/** More would be too many where checks that came quickly begin to come slowly. */
const MOST_CHECKS = 1024
const FIRST_CHECKS = 64
const NO_COPY = encodeFrontend({ type: 'CopyFail', reason: 'the server in this page cannot wait for the rows of a COPY; INSERT them' })
/** As in WASI. */
const ESRCH = 71
/** As in xlog.h. */
const CHECKPOINT_WAIT = 0x20

export class ProcessKernel implements Kernel {
  readonly #clock: Clock
  readonly #scheduler: Scheduler
  readonly #log: (line: string) => void
  #checks = FIRST_CHECKS
  #lastLook = 0

  constructor(clock: Clock, scheduler: Scheduler, log: (line: string) => void) {
    this.#clock = clock
    this.#scheduler = scheduler
    this.#log = log
  }

  /** Begins to count anew. */
  reset(): void {
    this.#lastLook = this.#clock.now()
    this.#checks = FIRST_CHECKS
    this.#scheduler.machine.exports.checks_until_look.value = FIRST_CHECKS
  }

  look(): number {
    this.#clock.tick()
    const now = this.#clock.now()
    const took = now - this.#lastLook
    if (took > LOOK_EVERY.most) this.#checks = Math.max(1, Math.floor(this.#checks * Math.max(0.1, LOOK_EVERY.most / took)))
    else if (took < LOOK_EVERY.least) this.#checks = Math.min(MOST_CHECKS, this.#checks * 2)
    this.#lastLook = now
    const process = this.#scheduler.current
    if (process) {
      if (hasNews(process, now)) this.#scheduler.deliver(process)
      if (this.#scheduler.othersHaveNews(now) && this.#scheduler.mayInterrupt) this.#scheduler.catchUp()
    }
    return this.#checks
  }

  wait(timeout: number): void {
    const process = this.#scheduler.current
    if (!process) return
    const until = timeout < 0 ? Number.POSITIVE_INFINITY : this.#clock.now() + timeout
    let told = false
    this.#scheduler.observer.timeoutsMayHaveChanged(process)
    for (;;) {
      if (this.#scheduler.deliver(process) || process.awakened || this.#clock.now() >= until) break
      const othersMayRun = this.#scheduler.mayInterrupt
      if (othersMayRun) this.#scheduler.catchUp()
      if (process.awakened) break
      if (process.signals.length > 0) continue // sent meanwhile
      if (!told) this.#scheduler.observer.waitBegan(process)
      told = true
      if (Math.min(until, this.#scheduler.observer.nextTimeout()) === Number.POSITIVE_INFINITY) {
        this.#scheduler.endlessWait = { pid: process.pid, blockers: this.#scheduler.observer.blockersOf(process) }
        process.signals.push(SIGNAL.INT) // PostgreSQL itself takes the statement back, so that the session stays whole
      } else this.#clock.sleepUntil(Math.min(until, process.alarm, othersMayRun ? this.#scheduler.nextAlarm() : Number.POSITIVE_INFINITY))
    }
    process.awakened = false
    if (told) this.#scheduler.observer.waitEnded(process)
  }

  kill(pid: number, signal: number): number {
    const process = this.#scheduler.processes.get(pid)
    if (!process) {
      this.#scheduler.machine.write32(this.#scheduler.machine.exports.__errno_location(), ESRCH)
      return -1
    }
    if (signal === SIGNAL.URG) process.awakened = true
    else if (signal !== 0) process.signals.push(signal)
    return 0
  }

  setAlarm(delay: number): void {
    const process = this.#scheduler.loaded
    if (process) process.alarm = delay > 0 ? this.#clock.now() + delay : Number.POSITIVE_INFINITY
  }

  requestCheckpoint(flags: number): void {
    // Who does not wait may hold locks that a checkpoint needs
    if (flags & CHECKPOINT_WAIT) this.#scheduler.observer.checkpoint()
    else this.#scheduler.checkpointWanted = true
  }

  timeoutsChanged(): void {
    const process = this.#scheduler.current
    if (process) this.#scheduler.observer.timeoutsMayHaveChanged(process)
  }

  read(into: Uint8Array): number {
    const process = this.#scheduler.loaded
    if (!process) return 0
    // In the middle of COPY FROM STDIN the client's data is not there yet, and a wait for it would block the client, too
    if (!process.hasInput && !isReadingCommand(this.#scheduler.machine)) process.feed(NO_COPY)
    return process.read(into)
  }
  write(bytes: Uint8Array): void {
    this.#scheduler.loaded?.write(bytes)
  }
  log(line: string): void {
    this.#log(line)
  }
}

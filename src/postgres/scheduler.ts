/**
 * Whose image is in memory, who waits, and whose alarm is next. One process runs at a time; a wait blocks the thread, and others
 * are run inside it when their alarms ring or signals reach them. May import: wire, clock, machine, backend, image, process.
 */

import { encodeFrontend } from '../wire/encode.ts'
import { isReadingCommand, syncQueueIsLong, whileReading } from './backend.ts'
import type { Clock } from './clock.ts'
import { MemoryMap } from './image.ts'
import { type Kernel, LONGJMP, type Machine, ProcessExit } from './machine.ts'
import { type Process, SIGNAL } from './process.ts'

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

/** A wait that no timeout will end, while nobody else can run. */
export interface EndlessWait {
  readonly pid: number
  readonly blockers: readonly number[]
}

export interface SchedulerObserver {
  timeoutsMayHaveChanged(process: Process): void
  /** When the first timeout of anybody will fire that can end something: statistics are reported by alarms, too. */
  nextTimeout(): number
  wrote(process: Process): void
  waitBegan(process: Process): void
  /** The processes that hold what this one waits for. */
  blockersOf(process: Process): readonly number[]
  waitEnded(process: Process): void
  exited(process: Process): void
  /** To be made in a process that may. */
  checkpoint(): void
  log(line: string): void
}

/** A signal has reached it, or its alarm is due. */
const hasNews = (process: Process, now: number): boolean => process.signals.length > 0 || process.alarm <= now

export class Scheduler implements Kernel {
  readonly #clock: Clock
  readonly #observer: SchedulerObserver
  #machine!: Machine
  #map!: MemoryMap
  readonly processes = new Map<number, Process>()
  /** Whose image is in memory; null when what is there is of no use. */
  #loaded: Process | null = null
  /** Who is executing, innermost last. */
  readonly #running: Process[] = []
  #checks = FIRST_CHECKS
  #lastLook = 0
  #checkpointWanted = false
  /** Set when a wait was found that cannot end; whoever started the exchange takes it. */
  endlessWait: EndlessWait | null = null

  constructor(clock: Clock, observer: SchedulerObserver) {
    this.#clock = clock
    this.#observer = observer
  }

  /** Begins with the machine's present memory as the image of `process`, which nobody schedules. */
  attach(machine: Machine, process: Process): void {
    this.#machine = machine
    this.#map = new MemoryMap(machine)
    this.#loaded = process
    this.saveLoaded()
  }

  get map(): MemoryMap {
    return this.#map
  }

  // ---- whose image is in memory ----

  /** Puts the loaded process's memory aside. */
  saveLoaded(): void {
    this.#loaded?.image.save(this.#machine, this.#map)
  }

  #load(process: Process): void {
    if (this.#loaded === process) return
    this.saveLoaded()
    process.image.load(this.#machine)
    this.#loaded = process
  }

  /** Makes `child`, a copy of `parent`'s saved image, the loaded process. */
  fork(parent: Process, child: Process): void {
    this.saveLoaded()
    parent.image.fork(this.#machine)
    this.processes.set(child.pid, child)
    this.#loaded = child
  }

  /** Forgets every process but `only`, which is what has just been put into memory. */
  reset(only: Process): void {
    this.processes.clear()
    this.processes.set(only.pid, only)
    this.#loaded = only
    this.endlessWait = null
    this.#lastLook = this.#clock.now()
    this.#checks = FIRST_CHECKS
    this.#machine.exports.checks_until_look.value = FIRST_CHECKS
    this.#checkpointWanted = false
  }

  /** Runs `work` in the memory of `process`. When it ends by exit, the process is gone. Inside the work of another, that one goes on after it. */
  run(process: Process, work: () => void): void {
    this.#load(process)
    this.#running.push(process)
    const stack = this.#machine.stackPointer
    try {
      work()
    } catch (thrown) {
      if (!(thrown instanceof ProcessExit) || thrown.status === LONGJMP) throw thrown
      process.exitStatus = thrown.status
    } finally {
      this.#machine.stackPointer = stack
      this.#running.pop()
      this.#observer.timeoutsMayHaveChanged(process)
      if (!process.alive) {
        this.processes.delete(process.pid)
        this.#loaded = null
        this.#observer.exited(process)
      }
      const interrupted = this.#running.at(-1)
      if (interrupted) this.#load(interrupted)
    }
  }

  get #current(): Process | undefined {
    return this.#running.at(-1)
  }

  // ---- time ----

  #ring(process: Process): void {
    process.alarm = Number.POSITIVE_INFINITY
    this.#machine.exports._emscripten_timeout(0, this.#clock.now()) // raises SIGALRM: PostgreSQL's own handler does the rest
    this.#observer.timeoutsMayHaveChanged(process)
  }

  /** Lets the process in memory see its signals and its alarm, if due. True if there was one. */
  #deliver(process: Process): boolean {
    const signals = process.signals.splice(0)
    for (const signal of signals) this.#machine.exports.raise(signal)
    const due = this.#clock.now() >= process.alarm
    if (due) this.#ring(process)
    return due || signals.length > 0
  }

  /** Does what other processes would do by now: those that wait for their clients see their signals and alarms; checkpoints are made. */
  catchUp(): void {
    if (this.#checkpointWanted || syncQueueIsLong(this.#machine)) {
      this.#checkpointWanted = false
      this.#observer.checkpoint()
    }
    for (let idle = this.#idleWithNews(); idle; idle = this.#idleWithNews()) {
      const process = idle
      this.run(process, () => whileReading(this.#machine, () => this.#deliver(process)))
      this.#observer.wrote(process)
    }
  }

  #othersHaveNews(now: number): boolean {
    return this.#checkpointWanted || this.#idleWithNews(now) !== undefined
  }

  #idleWithNews(now = this.#clock.now()): Process | undefined {
    for (const process of this.processes.values()) if (hasNews(process, now) && !this.#running.includes(process)) return process
    return undefined
  }

  /** Sleeps for somebody outside, until `time` or until `until()` says that it was worth it; alarms ring meanwhile. False: nothing can happen any more. */
  sleep(time: number, until: () => boolean = () => false): boolean {
    for (;;) {
      this.catchUp()
      if (until() || this.#clock.now() >= time) return true
      if (Math.min(time, this.#observer.nextTimeout()) === Number.POSITIVE_INFINITY) return false
      this.#clock.sleepUntil(Math.min(time, this.#nextAlarm()))
    }
  }

  #nextAlarm(): number {
    let next = Number.POSITIVE_INFINITY
    for (const process of this.processes.values()) if (!this.#running.includes(process)) next = Math.min(next, process.alarm)
    return next
  }

  // ---- what the running process asks of its kernel ----

  look(): number {
    this.#clock.tick()
    const now = this.#clock.now()
    const took = now - this.#lastLook
    if (took > LOOK_EVERY.most) this.#checks = Math.max(1, Math.floor(this.#checks * Math.max(0.1, LOOK_EVERY.most / took)))
    else if (took < LOOK_EVERY.least) this.#checks = Math.min(MOST_CHECKS, this.#checks * 2)
    this.#lastLook = now
    const process = this.#current
    if (process) {
      if (hasNews(process, now)) this.#deliver(process)
      if (this.#running.length === 1 && this.#othersHaveNews(now) && this.#mayBeInterrupted()) this.catchUp()
    }
    return this.#checks
  }

  /** While a process holds a lightweight lock or is in a critical section, others might wait for it for ever. */
  #mayBeInterrupted(): boolean {
    const { InterruptHoldoffCount, CritSectionCount } = this.#machine.exports
    return this.#machine.read32(InterruptHoldoffCount.value) === 0 && this.#machine.read32(CritSectionCount.value) === 0
  }

  wait(timeout: number): void {
    const process = this.#current
    if (!process) return
    const until = timeout < 0 ? Number.POSITIVE_INFINITY : this.#clock.now() + timeout
    let told = false
    this.#observer.timeoutsMayHaveChanged(process)
    for (;;) {
      if (this.#deliver(process) || process.awakened || this.#clock.now() >= until) break
      const othersMayRun = this.#running.length === 1 && this.#mayBeInterrupted()
      if (othersMayRun) this.catchUp()
      if (process.awakened) break
      if (process.signals.length > 0) continue // sent meanwhile
      if (!told) this.#observer.waitBegan(process)
      told = true
      if (Math.min(until, this.#observer.nextTimeout()) === Number.POSITIVE_INFINITY) {
        this.endlessWait = { pid: process.pid, blockers: this.#observer.blockersOf(process) }
        process.signals.push(SIGNAL.INT) // PostgreSQL itself takes the statement back, so that the session stays whole
      } else this.#clock.sleepUntil(Math.min(until, process.alarm, othersMayRun ? this.#nextAlarm() : Number.POSITIVE_INFINITY))
    }
    process.awakened = false
    if (told) this.#observer.waitEnded(process)
  }

  kill(pid: number, signal: number): number {
    const process = this.processes.get(pid)
    if (!process) {
      this.#machine.write32(this.#machine.exports.__errno_location(), ESRCH)
      return -1
    }
    if (signal === SIGNAL.URG) process.awakened = true
    else if (signal !== 0) process.signals.push(signal)
    return 0
  }

  setAlarm(delay: number): void {
    const process = this.#loaded
    if (process) process.alarm = delay > 0 ? this.#clock.now() + delay : Number.POSITIVE_INFINITY
  }

  requestCheckpoint(flags: number): void {
    // Who does not wait may hold locks that a checkpoint needs
    if (flags & CHECKPOINT_WAIT) this.#observer.checkpoint()
    else this.#checkpointWanted = true
  }

  timeoutsChanged(): void {
    const process = this.#current
    if (process) this.#observer.timeoutsMayHaveChanged(process)
  }

  read(into: Uint8Array): number {
    const process = this.#loaded
    if (!process) return 0
    // In the middle of COPY FROM STDIN the client's data is not there yet, and a wait for it would block the client, too
    if (!process.hasInput && !isReadingCommand(this.#machine)) process.feed(NO_COPY)
    return process.read(into)
  }
  write(bytes: Uint8Array): void {
    this.#loaded?.write(bytes)
  }
  log(line: string): void {
    this.#observer.log(line)
  }
}

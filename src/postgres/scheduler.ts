/**
 * Whose image is in memory, who waits, and whose alarm is next. One process runs at a time; a wait blocks the thread, and others
 * are run inside it when their alarms ring or signals reach them. May import: clock, machine, backend, image, process.
 */
import { syncQueueIsLong, whileReading } from './backend.ts'
import type { Clock } from '../turns/clock.ts'
import { MemoryMap } from './image.ts'
import { LONGJMP, type Machine, ProcessExit } from './machine.ts'
import type { Process } from './process.ts'

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
}

/** A signal has reached it, or its alarm is due. */
export const hasNews = (process: Process, now: number): boolean => process.signals.length > 0 || process.alarm <= now

export class Scheduler {
  readonly #clock: Clock
  readonly observer: SchedulerObserver
  #machine!: Machine
  #map!: MemoryMap
  readonly processes = new Map<number, Process>()
  /** Whose image is in memory; null when what is there is of no use. */
  #loaded: Process | null = null
  /** Who is executing, innermost last. */
  readonly #running: Process[] = []
  /** Somebody has asked for a checkpoint and has not waited for it. */
  checkpointWanted = false
  /** Set when a wait was found that cannot end; whoever started the exchange takes it. */
  endlessWait: EndlessWait | null = null

  constructor(clock: Clock, observer: SchedulerObserver) {
    this.#clock = clock
    this.observer = observer
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
    this.checkpointWanted = false
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
      this.observer.timeoutsMayHaveChanged(process)
      if (!process.alive) {
        this.processes.delete(process.pid)
        this.#loaded = null
        this.observer.exited(process)
      }
      const interrupted = this.#running.at(-1)
      if (interrupted) this.#load(interrupted)
    }
  }

  /** Who is executing. */
  get current(): Process | undefined {
    return this.#running.at(-1)
  }

  /** Whose memory it is, executing or not. */
  get loaded(): Process | null {
    return this.#loaded
  }

  get machine(): Machine {
    return this.#machine
  }

  /**
   * Others can be run inside what is executing: it is not itself run so, and holds nothing that they might wait for for ever, as a
   * lightweight lock.
   */
  get mayInterrupt(): boolean {
    const { InterruptHoldoffCount, CritSectionCount } = this.#machine.exports
    const isZero = (count: number) => this.#machine.read32(count) === 0
    return this.#running.length === 1 && isZero(InterruptHoldoffCount.value) && isZero(CritSectionCount.value)
  }

  /** The wait that could not end since the last call, if there was one. */
  takeEndlessWait(): EndlessWait | null {
    const found = this.endlessWait
    this.endlessWait = null
    return found
  }

  // ---- time ----

  #ring(process: Process): void {
    process.alarm = Number.POSITIVE_INFINITY
    this.#machine.exports._emscripten_timeout(0, this.#clock.now()) // raises SIGALRM: PostgreSQL's own handler does the rest
    this.observer.timeoutsMayHaveChanged(process)
  }

  /** Lets the process in memory see its signals and its alarm, if due. True if there was one. */
  deliver(process: Process): boolean {
    const signals = process.signals.splice(0)
    for (const signal of signals) this.#machine.exports.raise(signal)
    const due = this.#clock.now() >= process.alarm
    if (due) this.#ring(process)
    return due || signals.length > 0
  }

  /** Does what other processes would do by now: those that wait for their clients see their signals and alarms; checkpoints are made. */
  catchUp(): void {
    if (this.checkpointWanted || syncQueueIsLong(this.#machine)) {
      this.checkpointWanted = false
      this.observer.checkpoint()
    }
    for (let idle = this.#idleWithNews(); idle; idle = this.#idleWithNews()) {
      const process = idle
      this.run(process, () => whileReading(this.#machine, () => this.deliver(process)))
      this.observer.wrote(process)
    }
  }

  /** There is something for `catchUp` to do. */
  othersHaveNews(now: number): boolean {
    return this.checkpointWanted || this.#idleWithNews(now) !== undefined
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
      if (Math.min(time, this.observer.nextTimeout()) === Number.POSITIVE_INFINITY) return false
      this.#clock.sleepUntil(Math.min(time, this.nextAlarm()))
    }
  }

  /** The first alarm of those that are not executing. */
  nextAlarm(): number {
    let next = Number.POSITIVE_INFINITY
    for (const process of this.processes.values()) if (!this.#running.includes(process)) next = Math.min(next, process.alarm)
    return next
  }
}

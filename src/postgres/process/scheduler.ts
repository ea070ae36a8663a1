/**
 * Lets processes run. Where they take turns, who waits is put aside and others go on. Where WebAssembly cannot be suspended a wait blocks
 * the thread, and others are run inside it when signals or alarms reach them.
 */
import type { Turns } from '../../scheduling/cooperative-scheduler.ts'
import type { EntryCall } from '../machine/abi.ts'
import { isStackOverflow, type Outcome, type Steps } from '../machine/entries.ts'
import { LONGJMP, type Machine, ProcessExit } from '../machine/machine.ts'
import type { LoadedImage } from './loaded-image.ts'
import { CRASHED, KILLED, type Process } from './process.ts'

export interface SchedulerObserver {
  timeoutsMayHaveChanged(process: Process): void
  /** It may have written something. */
  wrote(process: Process): void
  exited(process: Process): void
  crashed(process: Process, why: unknown): void
}

/** What WebAssembly cannot catch. */
const isCrash = (thrown: unknown) => isStackOverflow(thrown) || thrown instanceof WebAssembly.RuntimeError

const killed = () => new ProcessExit(KILLED)

const raise = (error: unknown): never => {
  throw error
}

export class Scheduler {
  /** Null: waits block. */
  readonly turns: Turns | null
  readonly #observer: SchedulerObserver
  readonly resident: LoadedImage
  readonly processes = new Map<number, Process>()
  /** Who is executing, innermost last. */
  readonly #running: Process[] = []
  /** A process has crashed. Shared memory may be in disorder, so that all others end as well, and nobody runs until `killAll`. */
  crashed = false

  constructor(turns: Turns | null, resident: LoadedImage, observer: SchedulerObserver) {
    this.turns = turns
    this.resident = resident
    this.#observer = observer
  }

  get machine(): Machine {
    return this.resident.machine
  }

  /** Who is executing. */
  get current(): Process | undefined {
    return this.#running.at(-1)
  }

  isRunning(process: Process): boolean {
    return this.#running.includes(process)
  }

  /** Others can be run while what is executing waits: it is not itself run inside another, and holds nothing that they might need, as a lightweight lock. */
  get mayInterrupt(): boolean {
    const { InterruptHoldoffCount, CritSectionCount } = this.machine.exports
    const isZero = (count: number) => this.machine.read32(count) === 0
    return this.#running.length === 1 && isZero(InterruptHoldoffCount.value) && isZero(CritSectionCount.value)
  }

  /** What is executing can be suspended now. */
  get maySuspend(): boolean {
    return this.current?.task != null && this.mayInterrupt
  }

  /** Lets a process that waits for its client do `steps`. When they end by exit, it is gone. Where it can be suspended this may return before their end. */
  run(process: Process, steps: Steps): void {
    if (!this.turns) {
      this.runInside(process, steps)
      return
    }
    this.processes.set(process.pid, process)
    const task = this.turns.call(`process ${process.pid}`, () => {
      process.task = this.turns!.current
      return this.#begin(process, steps)
    })
    if (task.state !== 'ended') process.task = task
    this.#goOn()
  }

  /** As `run`, at once and to the end. Inside another process, that one goes on after it. */
  runInside(process: Process, steps: Steps): void {
    this.processes.set(process.pid, process)
    void this.#begin(process, steps)
  }

  #begin(process: Process, steps: Steps): void | Promise<void> {
    this.enter(process)
    return this.#advance(process, steps, this.machine.stackPointer, () => steps.next())
  }

  #advance(process: Process, steps: Steps, stack: number, resume: () => IteratorResult<EntryCall, void>): void | Promise<void> {
    const { entries } = this.machine
    const isTask = process.task !== null
    const proceed = (outcome: Outcome) => ('threw' in outcome ? steps.throw(outcome.threw) : steps.next(outcome.returned))
    try {
      for (let step = resume(); !step.done; ) {
        const outcome = isTask ? entries.enterSuspendable(step.value) : entries.enter(step.value)
        if (outcome instanceof Promise) {
          const later = (resumed: typeof resume) => this.#advance(process, steps, stack, resumed)
          if (this.current !== process)
            return outcome.then(
              (late) => later(() => proceed(late)),
              (trap) => later(() => raise(trap)),
            )
          // It has not been suspended, and yet there is no outcome: why not, only the promise tells, and later
          outcome.catch((trap) => this.#observer.crashed(process, trap))
          this.#crash(process)
          break
        }
        step = proceed(outcome)
      }
    } catch (thrown) {
      if (isCrash(thrown)) {
        this.#observer.crashed(process, thrown)
        this.#crash(process)
      } else if (thrown instanceof ProcessExit && thrown.status !== LONGJMP) process.exitStatus = thrown.status
      else throw thrown
    }
    this.machine.stackPointer = stack
    this.#finish(process)
  }

  #finish(process: Process): void {
    this.#running.pop()
    process.task = null
    this.#observer.timeoutsMayHaveChanged(process)
    this.#observer.wrote(process)
    if (!process.alive) {
      process.heap?.free()
      this.processes.delete(process.pid)
      this.resident.discard()
      this.#observer.exited(process)
    }
    this.#goOn()
  }

  /** As a postmaster does when one of its processes has crashed: it kills the others. Those that are executing end where they next look. */
  #crash(process: Process): void {
    process.exitStatus = CRASHED
    this.crashed = true
    for (const other of this.processes.values()) {
      if (this.isRunning(other)) continue
      if (other.task) this.turns?.interrupt(other.task, killed())
      else {
        other.exitStatus = KILLED
        other.heap?.free()
        this.processes.delete(other.pid)
        this.#observer.exited(other)
      }
    }
  }

  /** To be called by who is executing, where it can end. */
  endIfCrashed(): void {
    if (this.crashed) throw killed()
  }

  /** Who was executing is again. */
  #goOn(): void {
    const interrupted = this.current
    if (interrupted) this.resident.load(interrupted)
  }

  /** A process begins to execute, or goes on. */
  enter(process: Process): void {
    this.#running.push(process)
    this.resident.load(process)
  }

  /** The executing process is about to be suspended. Its memory stays until another's is loaded. */
  leave(): void {
    this.#observer.wrote(this.#running.pop()!)
  }

  /** Lets a suspended process look at what it waits for. */
  awaken(process: Process): void {
    if (process.task) this.turns?.wake(process.task)
  }

  /** Kills every process. */
  async killAll(): Promise<void> {
    const tasks = [...this.processes.values()].flatMap(({ task }) => task ?? [])
    for (const task of tasks) this.turns?.interrupt(task, killed())
    await Promise.all(tasks.map(({ ended }) => ended))
    for (const { heap } of this.processes.values()) heap?.free()
    this.processes.clear()
    this.crashed = false
    this.resident.discard()
  }
}

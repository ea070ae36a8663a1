/**
 * Runs processes: one at a time is loaded and executes. A process that waits is suspended, and others run; or, where it cannot be suspended,
 * its wait blocks the thread, and others run on top of it when signals or alarms reach them.
 */
import type { Scheduler } from '../../scheduling/scheduler.ts'
import { Task } from '../../scheduling/task.ts'
import type { EntryCall } from '../machine/abi.ts'
import { type CallOutcome, isStackOverflow, type Steps } from '../machine/entries.ts'
import { LONGJMP, type Machine, ProcessExit } from '../machine/machine.ts'
import type { LoadedImage } from './loaded-image.ts'
import { CRASHED, KILLED, type Process } from './process.ts'
import type { Supervisor } from './supervisor.ts'

/** PostgreSQL cannot catch these; the last is an ERROR where it has nobody yet who would. */
const isCrash = (thrown: unknown) =>
  isStackOverflow(thrown) || thrown instanceof WebAssembly.RuntimeError || (thrown instanceof ProcessExit && thrown.status === LONGJMP)

const killed = () => new ProcessExit(KILLED)

const raise = (error: unknown): never => {
  throw error
}

export class ProcessScheduler {
  readonly #tasks: Scheduler
  readonly #supervisor: Supervisor
  readonly loaded: LoadedImage
  readonly processes = new Map<number, Process>()
  /** The processes that execute, each on top of the one before. */
  readonly #stack: Process[] = []
  /** A process has crashed. Shared memory may be damaged, so that all others end as well, and none runs until `killAll`. */
  crashed = false

  constructor(tasks: Scheduler, loaded: LoadedImage, supervisor: Supervisor) {
    this.#tasks = tasks
    this.loaded = loaded
    this.#supervisor = supervisor
  }

  get machine(): Machine {
    return this.loaded.machine
  }

  /** The process that is executing. */
  get current(): Process | undefined {
    return this.#stack.at(-1)
  }

  isExecuting(process: Process): boolean {
    return this.#stack.includes(process)
  }

  /** Others may run while the current process waits: it is not on top of another, and holds nothing that they might need, such as a lightweight lock. */
  get mayInterrupt(): boolean {
    const { InterruptHoldoffCount, CritSectionCount } = this.machine.exports
    const isZero = (count: number) => this.machine.read32(count) === 0
    return this.#stack.length === 1 && isZero(InterruptHoldoffCount.value) && isZero(CritSectionCount.value)
  }

  /** The current process can be suspended now. */
  get maySuspend(): boolean {
    return this.#tasks.suspends && this.current?.task != null && this.mayInterrupt
  }

  /** Lets a process that waits for its client execute `steps`; if it exits there, it is gone. If it is suspended, this returns before their end. */
  run(process: Process, steps: Steps): void {
    this.processes.set(process.pid, process)
    process.task = new Task(`process ${process.pid}`, () => this.#begin(process, steps))
    this.#tasks.call(process.task)
    this.#reload()
  }

  /** As `run`, but at once and to the end: on top of the current process, if there is one. */
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
    const isSuspendable = this.#tasks.suspends && process.task !== null
    const proceed = (outcome: CallOutcome) => ('threw' in outcome ? steps.throw(outcome.threw) : steps.next(outcome.returned))
    try {
      for (let step = resume(); !step.done; ) {
        const outcome = isSuspendable ? entries.callSuspendable(step.value) : entries.call(step.value)
        if (outcome instanceof Promise) {
          const later = (resumed: typeof resume) => this.#advance(process, steps, stack, resumed)
          if (this.current !== process)
            return outcome.then(
              (late) => later(() => proceed(late)),
              (trap) => later(() => raise(trap)),
            )
          // It has not been suspended, and yet has not ended: it has trapped, and the promise will say why
          outcome.catch((trap) => this.#supervisor.crashed(process, trap))
          this.#crash(process)
          break
        }
        step = proceed(outcome)
      }
    } catch (thrown) {
      if (isCrash(thrown)) {
        this.#supervisor.crashed(process, thrown)
        this.#crash(process)
      } else if (thrown instanceof ProcessExit) process.exitStatus = thrown.status
      else throw thrown
    }
    this.machine.stackPointer = stack
    this.#finish(process)
  }

  #finish(process: Process): void {
    this.#stack.pop()
    process.task = null
    this.#supervisor.timeoutsMayHaveChanged(process)
    this.#supervisor.wrote(process)
    if (!process.alive) {
      process.heap?.free()
      this.processes.delete(process.pid)
      this.loaded.discard()
      this.#supervisor.exited(process)
    }
    this.#reload()
  }

  /** As a postmaster does when a process has crashed, kills the others. Those that execute end at their next system call. */
  #crash(process: Process): void {
    process.exitStatus = CRASHED
    this.crashed = true
    for (const other of this.processes.values()) {
      if (this.isExecuting(other)) continue
      if (other.task) this.#tasks.interrupt(other.task, killed())
      else {
        other.exitStatus = KILLED
        other.heap?.free()
        this.processes.delete(other.pid)
        this.#supervisor.exited(other)
      }
    }
  }

  /** To be called in system calls of the current process. */
  endIfCrashed(): void {
    if (this.crashed) throw killed()
  }

  /** The process below goes on. */
  #reload(): void {
    const interrupted = this.current
    if (interrupted) this.loaded.load(interrupted)
  }

  /** A process begins to execute, or goes on after it was suspended. */
  enter(process: Process): void {
    this.#stack.push(process)
    this.loaded.load(process)
  }

  /** The current process is about to be suspended. Its image stays loaded until another's is needed. */
  leave(): void {
    this.#supervisor.wrote(this.#stack.pop()!)
  }

  /** Lets a suspended process look whether what it waits for has come. */
  wake(process: Process): void {
    if (process.task) this.#tasks.wake(process.task)
  }

  /** Kills every process. */
  async killAll(): Promise<void> {
    const tasks = [...this.processes.values()].flatMap(({ task }) => task ?? [])
    for (const task of tasks) this.#tasks.interrupt(task, killed())
    await Promise.all(tasks.map(({ ended }) => ended))
    for (const { heap } of this.processes.values()) heap?.free()
    this.processes.clear()
    this.crashed = false
    this.loaded.discard()
  }
}

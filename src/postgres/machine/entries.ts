/**
 * Calls PostgreSQL's functions to let a process run. A call whose stack is suspended ends later, and the caller gets a promise of how.
 */
import { suspendable } from '../../scheduling/jspi.ts'
import type { EntryCall, EntryExports, EntryName } from './abi.ts'

/** What a process executes, call by call. Each yield returns what the call has returned, or throws what it has thrown. */
export type Steps = Generator<EntryCall, void, number>

export type CallOutcome = { readonly returned: number } | { readonly threw: unknown }

/** The engine's stack was full; Firefox has an error of its own for it. */
export const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError || (error instanceof Error && error.name === 'InternalError')

export class Entries {
  readonly #exports: EntryExports
  readonly #suspendable: Partial<Record<EntryName, (...args: number[]) => Promise<void>>> = {}
  /** Of calls that have ended and whose callers do not know it yet. */
  readonly #outcomes = new Map<number, CallOutcome>()
  #next = 0

  constructor(exports: EntryExports) {
    this.#exports = exports
  }

  /** A call has ended: its trampoline says so. */
  ended(call: number, outcome: CallOutcome): void {
    this.#outcomes.set(call, outcome)
  }

  /** Makes a call that must not be suspended. */
  call([name, ...args]: EntryCall): CallOutcome {
    const call = this.#next++
    this.#exports[`enter_${name}`](call, ...args)
    return this.#take(call)!
  }

  /** Makes a call that may be suspended: its outcome if it was not, else a promise of it. */
  callSuspendable([name, ...args]: EntryCall): CallOutcome | Promise<CallOutcome> {
    this.#suspendable[name] ??= suspendable(this.#exports[`enter_${name}`])
    const call = this.#next++
    const ended = this.#suspendable[name](call, ...args)
    // The trampoline does not hear of a trap: only the promise rejects
    return this.#take(call) ?? ended.then(() => this.#take(call)!)
  }

  #take(call: number): CallOutcome | undefined {
    const outcome = this.#outcomes.get(call)
    this.#outcomes.delete(call)
    return outcome
  }
}

/**
 * Ways into a process: PostgreSQL's functions, called where their stack may be suspended. A call that is suspended goes on later and ends
 * by itself; whoever made it gets a promise.
 */
import type { EntryCall, EntryExports, EntryName } from './abi.ts'

/** What a process does, call by call; each yield answers what the call returned, or throws what it threw. */
export type Steps = Generator<EntryCall, void, number>

export type Outcome = { readonly returned: number } | { readonly threw: unknown }

/** Present where WebAssembly can be suspended (JSPI); TypeScript does not know it yet. */
interface Suspension {
  promising(entry: (...args: number[]) => void): (...args: number[]) => Promise<void>
}

/** Whether this host can suspend WebAssembly. */
export const canSuspend = 'promising' in WebAssembly && 'Suspending' in WebAssembly

/** The host's stack was full; Firefox has an error of its own for it. */
export const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError || (error instanceof Error && error.name === 'InternalError')

export class Entries {
  readonly #plain: EntryExports
  readonly #promising: Partial<Record<EntryName, (...args: number[]) => Promise<void>>> = {}
  readonly #outcomes = new Map<number, Outcome>()
  #next = 0

  constructor(exports: EntryExports) {
    this.#plain = exports
  }

  /** What the entered function says at its end, from the inside. */
  ended(entry: number, outcome: Outcome): void {
    this.#outcomes.set(entry, outcome)
  }

  /** Makes a call that cannot be suspended. */
  enter([name, ...args]: EntryCall): Outcome {
    const entry = this.#next++
    this.#plain[`enter_${name}`](entry, ...args)
    return this.#take(entry)!
  }

  /** Makes a call that can be suspended: its outcome, or the promise of it. */
  enterSuspendable([name, ...args]: EntryCall): Outcome | Promise<Outcome> {
    this.#promising[name] ??= (WebAssembly as unknown as Suspension).promising(this.#plain[`enter_${name}`])
    const entry = this.#next++
    const ended = this.#promising[name](entry, ...args)
    // A trap ends the call as well, but only the promise tells
    return this.#take(entry) ?? ended.then(() => this.#take(entry)!)
  }

  #take(entry: number): Outcome | undefined {
    const outcome = this.#outcomes.get(entry)
    this.#outcomes.delete(entry)
    return outcome
  }
}

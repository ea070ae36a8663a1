/** What takes turns: it runs until it waits, gives way or ends. */

export type TaskState = 'ready' | 'running' | 'waiting' | 'ended'

export class Task {
  /** For messages and tests. */
  readonly name: string
  /** Begins the task: returns when it first waits or gives way, or at its end; what it returns settles at the end. */
  readonly begin: () => void | Promise<void>
  /** Its turn is JavaScript of its own accord, which may begin other tasks inside it. */
  readonly callsOthers: boolean
  state: TaskState = 'ready'
  /** While it waits: when it goes on by itself. */
  until = Number.POSITIVE_INFINITY
  /** It was woken, is to go on soon, and has not had a turn since. */
  awakened = false
  /** Lets it go on where it waits; null before it has begun. */
  goOn: (() => void) | null = null
  /** What its wait is to end with. */
  interruption: { readonly error: unknown } | null = null
  /** Resolves at its end. */
  readonly ended: Promise<void>
  readonly #resolve: () => void

  constructor(name: string, begin: () => void | Promise<void>, callsOthers: boolean) {
    this.name = name
    this.begin = begin
    this.callsOthers = callsOthers
    const { promise, resolve } = Promise.withResolvers<void>()
    this.ended = promise
    this.#resolve = resolve
  }

  /** Stops here: resolves when `goOn` is called, rejects if it has been interrupted by then. */
  pause(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.goOn = () => (this.interruption ? reject(this.interruption.error) : resolve())
    return promise
  }

  finish(): void {
    this.state = 'ended'
    this.goOn = null
    this.#resolve()
  }
}

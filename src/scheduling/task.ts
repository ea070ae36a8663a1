/** What a scheduler runs: a process of the server, or a thread of Python. It runs until it waits, yields or ends. */

export type TaskState = 'ready' | 'running' | 'waiting' | 'ended'

export class Task {
  /** For messages and tests. */
  readonly name: string
  /** Begins the task: returns when the task first waits or yields, or at its end. What it returns settles at the task's end. */
  readonly begin: () => void | Promise<void>
  /** Other tasks may begin on its stack while it runs, as it calls them from JavaScript. */
  readonly callsOthers: boolean
  state: TaskState = 'ready'
  /** While it waits: when it goes on by itself. */
  deadline = Number.POSITIVE_INFINITY
  /** While it waits: the condition that it waits for; null if it has to be woken. */
  isOver: (() => boolean) | null = null
  /** It was woken and is to run soon: whoever runs should yield. */
  isUrgent = false
  /** Resumes it where it waits or has yielded; null before it has begun. */
  resume: (() => void) | null = null
  /** What its wait is to end with. */
  interruption: { readonly error: unknown } | null = null
  /** Resolves at its end. */
  readonly ended: Promise<void>
  readonly #resolve: () => void

  constructor(name: string, begin: () => void | Promise<void>, { callsOthers = false } = {}) {
    this.name = name
    this.begin = begin
    this.callsOthers = callsOthers
    const { promise, resolve } = Promise.withResolvers<void>()
    this.ended = promise
    this.#resolve = resolve
  }

  /** Suspends it: the promise resolves when `resume` is called, or rejects if the task has been interrupted by then. */
  suspend(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.resume = () => (this.interruption ? reject(this.interruption.error) : resolve())
    return promise
  }

  finish(): void {
    this.state = 'ended'
    this.resume = null
    this.#resolve()
  }
}

/** The few workers of a page: each run gets one to itself, an idle one if there is one. */
import type { RunRequest } from '../messages/run.ts'
import { WorkerClient, type WorkerLike, type WorkerListener } from './worker-client.ts'

/** Each holds a Python and a PostgreSQL, hundreds of megabytes. */
const AT_MOST = 3
const IDLE_AT_MOST = 1

/** A run that was handed in. */
export interface Ticket {
  /** Interrupts the program; it may end by itself then. False: it cannot be interrupted. */
  interrupt(): boolean
  /** Ends the run at once. */
  end(): void
}

export class Workers {
  readonly #create: () => WorkerLike
  readonly #engines = new Set<WorkerClient>()
  readonly #waiting: ((engine: WorkerClient) => void)[] = []
  #runs = 0

  constructor(create: () => WorkerLike) {
    this.#create = create
  }

  /** A number that no other run of this page has. */
  number(): number {
    return ++this.#runs
  }

  /** Begins at once, or as soon as one of the workers is free. */
  run(run: number, request: RunRequest, listener: WorkerListener): Ticket {
    let engine = null as WorkerClient | null
    const begin = (chosen: WorkerClient) => {
      engine = chosen
      chosen.run(run, request, {
        progress: (progress) => listener.progress(progress),
        failed: (message) => listener.failed(message),
        message: (message) => {
          // From here on the worker belongs to others: to end this run must not end theirs.
          if (message.type === 'done') engine = null
          listener.message(message)
        },
      })
    }
    this.#waiting.push(begin)
    this.#serve()
    if (engine === null) listener.progress('queued')
    return {
      interrupt: () => engine?.interrupt(run) ?? false,
      end: () => {
        const index = this.#waiting.indexOf(begin)
        if (index >= 0) this.#waiting.splice(index, 1)
        const mine = engine
        engine = null
        if (!mine || mine.withdraw()) return
        mine.end()
        this.prepare()
      },
    }
  }

  /** So that the page is ready for the next run before it is asked for. A worker that fails then fails nobody's run. */
  prepare(): void {
    if (this.#free().length === 0 && this.#engines.size < AT_MOST) this.#add()
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const engine = this.#free()[0] ?? (this.#engines.size < AT_MOST ? this.#add() : null)
      if (!engine) return
      this.#waiting.shift()!(engine)
    }
  }

  /** Those that are ready before those that are getting ready. */
  #free(): WorkerClient[] {
    return [...this.#engines]
      .filter((engine) => engine.free)
      .sort((one, other) => Number(other.state === 'ready') - Number(one.state === 'ready'))
  }

  #add(): WorkerClient {
    const engine = new WorkerClient(this.#create(), (changed) => this.#changed(changed))
    this.#engines.add(engine)
    return engine
  }

  #changed(engine: WorkerClient): void {
    if (engine.state === 'ended') this.#engines.delete(engine)
    this.#serve()
    for (const surplus of this.#free().slice(IDLE_AT_MOST)) surplus.end()
  }
}

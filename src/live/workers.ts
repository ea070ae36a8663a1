/**
 * The few workers of a page. Each run gets a new one, which is ended after it; the next one is made ready at once, from what the first has
 * downloaded. Where there is time before the first run, it is rehearsed.
 */
import type { EngineFiles, RunRequest } from '../messages/run.ts'
import { rehearse } from './rehearsal.ts'
import { WorkerClient, type WorkerKeeper, type WorkerLike, type WorkerListener } from './worker-client.ts'

/** Each holds a Python and a PostgreSQL, hundreds of megabytes. */
const AT_MOST = 3
const FREE_AT_MOST = 1

/** A run that was handed in. */
export interface Ticket {
  /** Interrupts the program; it may end by itself then. False: it cannot be interrupted. */
  interrupt(): boolean
  /** Ends the run at once. */
  end(): void
}

/** A run that has no worker yet. */
interface Waiting {
  begin(engine: WorkerClient): void
  failed(message: string): void
}

export class Workers {
  readonly #create: () => WorkerLike
  readonly #downloaded: (files: EngineFiles) => void
  readonly #engines = new Set<WorkerClient>()
  readonly #waiting: Waiting[] = []
  #files: EngineFiles | null = null
  #runs = 0
  /** Null: there has been none. */
  #endRehearsal: (() => void) | null = null

  /** `downloaded` hears what the first worker has. */
  constructor(create: () => WorkerLike, downloaded: (files: EngineFiles) => void = () => {}) {
    this.#create = create
    this.#downloaded = downloaded
  }

  /** A number that no other run of this page has. */
  number(): number {
    return ++this.#runs
  }

  /** Begins at once, or as soon as there is a worker for it. */
  run(run: number, request: RunRequest, listener: WorkerListener): Ticket {
    let engine = null as WorkerClient | null
    const waiting: Waiting = {
      begin: (chosen) => {
        engine = chosen
        chosen.run(run, request, listener)
      },
      failed: (message) => listener.failed(message),
    }
    this.#endRehearsal?.()
    this.#waiting.push(waiting)
    this.#serve()
    if (this.#waiting.includes(waiting)) listener.progress('queued')
    return {
      interrupt: () => engine?.interrupt(run) ?? false,
      end: () => {
        const index = this.#waiting.indexOf(waiting)
        if (index >= 0) this.#waiting.splice(index, 1)
        if (engine?.withdraw()) engine = null
        engine?.end()
      },
    }
  }

  /** So that the page is ready for the next run before it is asked for. A worker that fails then fails nobody's run. */
  prepare(): void {
    if (this.#free().length > 0 || this.#engines.size >= AT_MOST) return
    try {
      this.#add()
    } catch {
      // The browser refuses to make one: the next run will say so, if it still does
    }
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const [free] = this.#free()
      if (!free && this.#engines.size >= AT_MOST) return
      const { begin, failed } = this.#waiting.shift()!
      try {
        begin(free ?? this.#add())
      } catch (error) {
        failed((error as Error).message)
      }
    }
  }

  /** Those that are ready before those that are getting ready. */
  #free(): WorkerClient[] {
    return [...this.#engines]
      .filter((engine) => engine.free)
      .sort((one, other) => Number(other.state === 'ready') - Number(one.state === 'ready'))
  }

  readonly #keeper: WorkerKeeper = {
    freed: () => {
      this.#serve()
      for (const surplus of this.#free().slice(FREE_AT_MOST)) surplus.end()
    },
    ended: (engine, ran) => {
      this.#engines.delete(engine)
      this.#serve()
      if (ran) this.prepare()
    },
    downloaded: (files) => {
      this.#files = files
      this.#rehearse(files)
      this.#downloaded(files)
    },
  }

  /** Once, and not while a run would have to share the processor with it. */
  #rehearse(files: EngineFiles): void {
    if (this.#endRehearsal || this.#waiting.length > 0 || this.#free().length < this.#engines.size) return
    try {
      this.#endRehearsal = rehearse(this.#create(), files)
    } catch {
      // The browser refuses to make one: then the first run is slower
    }
  }

  #add(): WorkerClient {
    const engine = new WorkerClient(this.#create(), this.#files, this.#keeper)
    this.#engines.add(engine)
    return engine
  }
}

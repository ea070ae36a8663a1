/**
 * The engine of a playground: one, which stays after its run with the server as that has left it. The next run has a new one, which is made
 * ready before, where there is time.
 */
import {
  type ServerConnection,
  type ServerListener,
  WorkerClient,
  type WorkerKeeper,
  type WorkerLike,
  type WorkerListener,
} from '../live/worker-client.ts'
import type { Ticket } from '../live/workers.ts'
import type { EngineFiles, Fault, RunRequest } from '../messages/run.ts'

export class OneEngine {
  #create: () => WorkerLike
  readonly #downloaded: (files: EngineFiles) => void
  #files: EngineFiles | null = null
  #runs = 0
  /** The one whose server is spoken to. */
  #current: WorkerClient | null = null
  #next: WorkerClient | null = null

  /** Called when another server is spoken to from now on, or none. */
  onServer: () => void = () => {}

  /** `downloaded` hears what the first engine has. */
  constructor(create: () => WorkerLike, downloaded: (files: EngineFiles) => void) {
    this.#create = create
    this.#downloaded = downloaded
  }

  /** Where workers come from henceforth. Those that are there end. */
  changeWorkers(create: () => WorkerLike): void {
    if (create === this.#create) return
    this.#create = create
    this.#next?.end()
    this.#current?.end()
  }

  /** A number that no other run has. */
  number(): number {
    return ++this.#runs
  }

  /** Makes one ready, if there is none for the next run. */
  prepare(): void {
    try {
      if (!this.#current) this.#current = this.#make()
      else if (!this.#current.free) this.#next ??= this.#make()
    } catch {
      // The browser refuses: the next run will say so, if it still does
    }
  }

  /** There is a server, or will be in a moment. */
  get hasServer(): boolean {
    return this.#current !== null
  }

  /** It is still being made ready. */
  get isStarting(): boolean {
    return this.#current?.state === 'loading'
  }

  /** To the server of the latest run, or of the next, which is started for it. `isHidden`: a run does not tell of it. Throws if there can be none. */
  connect(isHidden: boolean, listener: ServerListener): ServerConnection {
    if (!this.#current) {
      this.#current = this.#next ?? this.#make()
      this.#next = null
    }
    return this.#current.connect(isHidden, listener)
  }

  /** What the programs of this engine have to live with. */
  suffer(fault: Fault): void {
    this.#current?.suffer(fault)
  }

  /** Begins as soon as the engine is there. The one before ends. */
  run(run: number, request: RunRequest, listener: WorkerListener): Ticket {
    let engine: WorkerClient
    try {
      engine = this.#fresh()
    } catch (error) {
      listener.failed((error as Error).message)
      return { interrupt: () => false, end: () => {} }
    }
    engine.run(run, request, listener)
    return { interrupt: () => engine.interrupt(run), end: () => engine.withdraw() || engine.end() }
  }

  /** In which nothing has run. */
  #fresh(): WorkerClient {
    if (this.#current?.free) return this.#current
    const engine = this.#next ?? this.#make()
    this.#next = null
    const before = this.#current
    this.#current = engine
    before?.end()
    if (before) this.onServer()
    return engine
  }

  readonly #keeper: WorkerKeeper = {
    freed: () => {},
    ended: (engine) => {
      if (this.#next === engine) this.#next = null
      if (this.#current !== engine) return
      this.#current = null
      this.onServer()
    },
    downloaded: (files) => {
      this.#files = files
      this.#downloaded(files)
    },
  }

  #make(): WorkerClient {
    const engine = new WorkerClient(this.#create(), this.#files, this.#keeper, true)
    // Somebody may come at any time who ends a wait: so none ends by itself. It is no session, as nothing is sent
    engine.connect(true, { received() {}, disconnected() {} })
    return engine
  }
}

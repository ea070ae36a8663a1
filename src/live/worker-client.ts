/** One worker as the page sees it: it gets ready, takes one run, and is ended after it, so that no program meets what another has left. */
import { isWorkerMessage } from '../messages/check.ts'
import type {
  ClientMessage,
  EngineFiles,
  Fault,
  LoadProgress,
  PageMessage,
  RunRequest,
  ServerMessage,
  WorkerMessage,
} from '../messages/run.ts'

/** The part of `Worker` that is used, so that tests can give a scripted one. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/** What a run hears from its engine. */
export interface WorkerListener {
  /** `queued`: all workers are busy; null: it has one. */
  progress(progress: LoadProgress | 'queued' | null): void
  failed(message: string): void
  message(message: Extract<WorkerMessage, { readonly run: number }>): void
}

/** What a connection to its server hears. */
export interface ServerListener {
  received(bytes: Uint8Array): void
  /** The server, or its worker, has ended it. Nothing follows. */
  disconnected(): void
}

/** A connection of the page's own to the server of a worker: PostgreSQL's protocol, from the start-up packet on. */
export interface ServerConnection {
  send(bytes: Uint8Array): void
  /** Asks for one piece of what the server sends. */
  receive(): void
  close(): void
}

/** What the page does about it. */
export interface WorkerKeeper {
  /** It has become free: its run was withdrawn. */
  freed(): void
  /** `ran`: a run had been sent to it. */
  ended(engine: WorkerClient, ran: boolean): void
  /** What other workers can be made from. */
  downloaded(files: EngineFiles): void
}

/** `asked`: a run has been sent to it, and has not begun. `over`: the run has ended, and the server is still there. */
export type WorkerState = 'loading' | 'ready' | 'asked' | 'busy' | 'over' | 'ended'

/**
 * A worker that gets ready, or should begin a run, and does not say a word for so many ticks of so many milliseconds never will. Ticks are
 * counted, as time passes while a computer sleeps.
 */
const TICK = 5000
const SILENT_TICKS = 12

const isOfServer = (message: WorkerMessage): message is ServerMessage => message.type === 'received' || message.type === 'disconnected'

export class WorkerClient {
  state: WorkerState = 'loading'
  readonly #worker: WorkerLike
  readonly #keeper: WorkerKeeper
  #listener: WorkerListener | null = null
  /** Of the run that was sent to it. */
  #run: number | null = null
  #pending: Extract<PageMessage, { readonly type: 'run' }> | null = null
  #progress: LoadProgress | null = null
  readonly #interrupts = globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : null
  #interruptible = false
  #silentTicks = 0
  #connections = 0
  readonly #connected = new Map<number, ServerListener>()
  /** What is for its server, until there is one. */
  #early: PageMessage[] = []
  readonly #watch: ReturnType<typeof setInterval>
  readonly #stays: boolean

  /** `files`: what a worker before has downloaded. `stays`: it is not ended after its run. */
  constructor(worker: WorkerLike, files: EngineFiles | null, keeper: WorkerKeeper, stays = false) {
    this.#stays = stays
    this.#worker = worker
    this.#keeper = keeper
    worker.addEventListener('message', (event) => this.#receive((event as MessageEvent<unknown>).data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.#fail((event as ErrorEvent).message || 'The program that runs the examples could not be downloaded.')
    })
    worker.addEventListener('messageerror', () => this.#fail('The page received an answer it could not read.'))
    this.#post({ type: 'load', interrupts: this.#interrupts, files })
    this.#watch = setInterval(() => this.#tick(), TICK)
  }

  /** Free: ready or getting there, with nobody waiting for it. */
  get free(): boolean {
    return (this.state === 'loading' || this.state === 'ready') && this.#listener === null
  }

  run(run: number, request: RunRequest, listener: WorkerListener): void {
    this.#listener = listener
    listener.progress(this.#progress)
    this.#pending = { type: 'run', run, request }
    if (this.state === 'ready') this.#begin()
  }

  /** Takes back a run that has not begun yet; says whether it could. The worker goes on getting ready for the next one. */
  withdraw(): boolean {
    if (this.#pending === null) return false
    this.#pending = null
    this.#listener = null
    this.#keeper.freed()
    return true
  }

  /** Interrupts the program of a run that has begun, as Ctrl+C would. False: that is not possible here. */
  interrupt(run: number): boolean {
    if (this.state !== 'busy' || !this.#interruptible) return false
    if (this.#interrupts) {
      Atomics.add(this.#interrupts, 0, 1)
      Atomics.notify(this.#interrupts, 0)
    }
    this.#post({ type: 'interrupt', run })
    return true
  }

  /** From now on, and for the runs to come. */
  suffer(fault: Fault): void {
    if (this.state === 'loading') this.#early.push({ type: 'fault', fault })
    else this.#post({ type: 'fault', fault })
  }

  /** Connects to its server, as soon as there is one. `isHidden`: a run does not tell of it. */
  connect(isHidden: boolean, listener: ServerListener): ServerConnection {
    const connection = ++this.#connections
    this.#connected.set(connection, listener)
    const post = (message: ClientMessage) => {
      if (!this.#connected.has(connection)) return
      if (this.state === 'loading') this.#early.push(message)
      else this.#post(message)
    }
    post({ type: 'connect', connection, isHidden })
    return {
      send: (bytes) => post({ type: 'send', connection, bytes }),
      receive: () => post({ type: 'receive', connection }),
      close: () => {
        post({ type: 'disconnect', connection })
        this.#connected.delete(connection)
      },
    }
  }

  /** Ends the worker at once, whatever it is doing. Nothing it said before reaches anybody any more. */
  end(): void {
    if (this.state === 'ended') return
    const ran = this.state === 'asked' || this.state === 'busy'
    this.state = 'ended'
    this.#listener = null
    clearInterval(this.#watch)
    this.#worker.terminate()
    const connected = [...this.#connected.values()]
    this.#connected.clear()
    for (const listener of connected) listener.disconnected()
    this.#keeper.ended(this, ran)
  }

  #post(message: PageMessage): void {
    this.#worker.postMessage(message)
  }

  #begin(): void {
    this.state = 'asked'
    this.#silentTicks = 0
    this.#run = this.#pending!.run
    this.#post(this.#pending!)
    this.#pending = null
  }

  #tick(): void {
    if (this.state !== 'loading' && this.state !== 'asked') return
    if (++this.#silentTicks >= SILENT_TICKS) this.#fail('The engine does not answer.')
  }

  #fail(message: string): void {
    const listener = this.#listener
    this.end()
    listener?.failed(message)
  }

  /** Whether the worker can say this now: what makes other engines only before a program runs here, and about a run only if it is its own. */
  #expects(message: WorkerMessage): boolean {
    if (message.type === 'failed') return true
    // What is for a connection that has just been closed is on its way
    if (isOfServer(message)) return message.connection <= this.#connections && this.state !== 'loading'
    if ('run' in message) return message.run === this.#run && this.state === (message.type === 'started' ? 'asked' : 'busy')
    return this.state === 'loading'
  }

  #receive(message: unknown): void {
    if (this.state === 'ended') return
    if (!isWorkerMessage(message) || !this.#expects(message)) this.#fail('The engine said something that no engine says.')
    else this.#hear(message)
  }

  #hear(message: WorkerMessage): void {
    this.#silentTicks = 0
    switch (message.type) {
      case 'progress':
        this.#progress = message.progress
        this.#listener?.progress(message.progress)
        break
      case 'files':
        this.#keeper.downloaded(message.files)
        break
      case 'ready':
        this.state = 'ready'
        this.#interruptible = message.interruptible
        for (const early of this.#early.splice(0)) this.#post(early)
        if (this.#pending) this.#begin()
        break
      case 'failed':
        this.#fail(message.message)
        break
      case 'done': {
        const listener = this.#listener
        if (this.#stays) {
          this.state = 'over'
          this.#listener = null
        } else this.end()
        listener?.message(message)
        break
      }
      case 'received':
        this.#connected.get(message.connection)?.received(message.bytes)
        break
      case 'disconnected': {
        const listener = this.#connected.get(message.connection)
        this.#connected.delete(message.connection)
        listener?.disconnected()
        break
      }
      case 'started':
        this.state = 'busy'
        this.#listener?.message(message)
        break
      default:
        this.#listener?.message(message)
    }
  }
}

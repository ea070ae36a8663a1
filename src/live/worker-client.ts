/** One worker as the page sees it: it gets ready, then takes one run after another until it fails or is ended. */
import type { LoadProgress, PageMessage, RunRequest, WorkerMessage } from '../messages/run.ts'

/** The part of `Worker` that is used, so that tests can give a scripted one. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/** What a run hears from its engine. */
export interface WorkerListener {
  /** `queued`: all workers are busy; null: it has one. */
  progress(progress: LoadProgress | 'queued' | null): void
  failed(message: string): void
  message(message: Extract<WorkerMessage, { readonly run: number }>): void
}

export type WorkerState = 'loading' | 'ready' | 'busy' | 'ended'

export class WorkerClient {
  state: WorkerState = 'loading'
  readonly #worker: WorkerLike
  readonly #changed: (engine: WorkerClient) => void
  #listener: WorkerListener | null = null
  #pending: Extract<PageMessage, { readonly type: 'run' }> | null = null
  #progress: LoadProgress | null = null
  readonly #interrupts = globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : null
  #interruptible = false

  /** `changed` is called when the engine becomes free for another run, and when it has ended. */
  constructor(worker: WorkerLike, changed: (engine: WorkerClient) => void) {
    this.#worker = worker
    this.#changed = changed
    worker.addEventListener('message', (event) => this.#receive((event as MessageEvent<WorkerMessage>).data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.#fail((event as ErrorEvent).message || 'The program that runs the examples could not be downloaded.')
    })
    worker.addEventListener('messageerror', () => this.#fail('The page received an answer it could not read.'))
    this.#post({ type: 'load', interrupts: this.#interrupts })
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
    this.#changed(this)
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

  /** Ends the worker at once, whatever it is doing. Nothing it said before reaches anybody any more. */
  end(): void {
    if (this.state === 'ended') return
    this.state = 'ended'
    this.#listener = null
    this.#worker.terminate()
    this.#changed(this)
  }

  #post(message: PageMessage): void {
    this.#worker.postMessage(message)
  }

  #begin(): void {
    this.state = 'busy'
    this.#post(this.#pending!)
    this.#pending = null
  }

  #fail(message: string): void {
    const listener = this.#listener
    this.end()
    listener?.failed(message)
  }

  #receive(message: WorkerMessage): void {
    if (this.state === 'ended') return
    switch (message.type) {
      case 'progress':
        this.#progress = message.progress
        this.#listener?.progress(message.progress)
        break
      case 'ready':
        this.state = 'ready'
        this.#interruptible = message.interruptible
        if (this.#pending) this.#begin()
        else this.#changed(this)
        break
      case 'failed':
        this.#fail(message.message)
        break
      case 'done': {
        // The run is over for the page; the worker says `ready` once it has cleaned up.
        const listener = this.#listener
        this.state = 'loading'
        this.#listener = null
        listener?.message(message)
        break
      }
      default:
        this.#listener?.message(message)
    }
  }
}

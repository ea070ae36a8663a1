/**
 * Makes workers that have nothing of this site, for programs that come from elsewhere: they live in a frame whose origin is opaque, and which
 * the browser lets fetch nothing. To whoever uses one it is as any other worker.
 */
import type { LoadProgress } from '../../messages/run.ts'
import type { FromSandbox, MakeWorker, ToSandbox } from '../../messages/sandbox.ts'
import type { WorkerLike } from '../worker-client.ts'
import { downloadAll, type SandboxDownloads } from './downloads.ts'

const isFromSandbox = (it: unknown): it is FromSandbox =>
  typeof it === 'object' &&
  it !== null &&
  'message' in it &&
  'type' in it &&
  (it.type === 'message' || (it.type === 'error' && typeof it.message === 'string'))

export class Sandbox {
  readonly #downloaded: (addresses: readonly string[]) => void
  /** Those who wait for the downloads. */
  readonly #watching = new Set<(progress: LoadProgress) => void>()
  #frame: Promise<Window> | undefined
  #downloads: Promise<SandboxDownloads> | undefined
  /** The frame has what was downloaded. */
  #hasFiles = false
  /** What the browser's own cache has may be damaged. */
  #cache: RequestCache = 'default'

  /** `downloaded` hears where the files of the engine came from. */
  constructor(downloaded: (addresses: readonly string[]) => void = () => {}) {
    this.#downloaded = downloaded
  }

  readonly create = (): WorkerLike =>
    new SandboxedWorker(
      (port, progress) => this.#make(port, progress),
      () => this.#spoiled(),
    )

  async #make(port: MessagePort, progress: (progress: LoadProgress) => void): Promise<void> {
    this.#watching.add(progress)
    try {
      this.#frame ??= makeFrame()
      this.#downloads ??= downloadAll(this.#cache, (loaded, total) => {
        for (const tell of this.#watching) tell({ stage: loaded < total ? 'downloading' : 'starting Python', loaded, total })
      })
      const [frame, { script, given, addresses }] = await Promise.all([this.#frame, this.#downloads])
      if (!this.#hasFiles) this.#downloaded(addresses)
      const message: MakeWorker = { type: 'make worker', script, given: this.#hasFiles ? null : given }
      // The frame's origin is opaque, and has no name
      frame.postMessage(message, '*', [port])
      this.#hasFiles = true
    } catch (error) {
      this.#spoiled()
      throw error
    } finally {
      this.#watching.delete(progress)
    }
  }

  /** A worker could not be made of what there is: the next one gets it anew. */
  #spoiled(): void {
    this.#downloads = undefined
    this.#hasFiles = false
    this.#cache = 'reload'
  }
}

function makeFrame(): Promise<Window> {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.src = new URL(import.meta.env.DEV ? '/sandbox/' : '../sandbox/', import.meta.url).href
  frame.title = 'Where programs of others run'
  frame.hidden = true
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(frame.contentWindow!), { once: true })
    document.body.append(frame)
  })
}

class SandboxedWorker extends EventTarget implements WorkerLike {
  readonly #port: MessagePort
  readonly #spoiled: () => void
  /** Python and PostgreSQL have started. */
  #isReady = false

  /** `spoiled` hears that what it was made of is of no use. */
  constructor(make: (port: MessagePort, progress: (progress: LoadProgress) => void) => Promise<void>, spoiled: () => void) {
    super()
    this.#spoiled = spoiled
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = ({ data }) => {
      if (!isFromSandbox(data)) this.#fail('The frame said something that no frame says.')
      else if (data.type === 'error') this.#fail(data.message)
      else this.#hear(data.message)
    }
    port1.onmessageerror = () => this.dispatchEvent(new MessageEvent('messageerror'))
    make(port2, (progress) => this.#say({ type: 'progress', progress })).catch((error: Error) => this.#fail(error.message))
  }

  /** What is sent before there is a worker waits in the port. */
  postMessage(message: unknown): void {
    // Memory that is shared with this page cannot be shared with another origin, nor can compiled code
    const isLoad = typeof message === 'object' && message !== null && 'type' in message && message.type === 'load'
    this.#post({ type: 'post', message: isLoad ? { type: 'load', interrupts: null, files: null } : message })
  }

  terminate(): void {
    this.#post({ type: 'terminate' })
  }

  #post(message: ToSandbox): void {
    this.#port.postMessage(message)
  }

  #hear(message: unknown): void {
    const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined
    if (type === 'ready') this.#isReady = true
    if (type === 'failed' && !this.#isReady) this.#spoiled()
    this.#say(message)
  }

  #say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }

  #fail(message: string): void {
    this.dispatchEvent(new ErrorEvent('error', { message, cancelable: true }))
  }
}

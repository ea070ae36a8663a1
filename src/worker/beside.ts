/**
 * A second worker, which gets some of the engine's files while the first starts Python: it downloads, unpacks and compiles them, and hands
 * them over. It has the same script, which the browser has already, and is told what to be by its name.
 */
import { type ArrivalListener, type BuiltFile, fetchFile } from './fetch-file.ts'

/** The name of such a worker. */
export const BESIDE = 'beside'

/** WebAssembly is compiled. */
export type Got = ArrayBuffer | WebAssembly.Module

interface Wish {
  readonly url: string
  readonly file: BuiltFile
}

type Answer = { readonly url: string } & (
  | { readonly type: 'kept' | 'arrived' | 'failed' }
  | { readonly type: 'came'; readonly bytes: number }
  | { readonly type: 'got'; readonly got: Got }
)

/** What it does all its life. */
export function serveBeside(): void {
  const post = (answer: Answer, transfer: Transferable[] = []) => self.postMessage(answer, { transfer })
  self.addEventListener('message', async ({ data }) => {
    const { url, file } = data as Wish
    const tell = (type: 'kept' | 'arrived' | 'failed') => post({ url, type })
    try {
      const bytes = await fetchFile(url, file, {
        kept: () => tell('kept'),
        came: (bytes) => post({ url, type: 'came', bytes }),
        arrived: () => tell('arrived'),
      })
      if (url.endsWith('.wasm')) post({ url, type: 'got', got: await WebAssembly.compile(bytes) })
      else post({ url, type: 'got', got: bytes }, [bytes])
    } catch {
      tell('failed')
    }
  })
}

interface Waiting extends PromiseWithResolvers<Got> {
  readonly listener: ArrivalListener
}

export class Beside {
  readonly #worker: Worker
  /** By their addresses. */
  readonly #waiting = new Map<string, Waiting>()
  #isGone = false

  /** Throws if the browser refuses to make one. */
  constructor() {
    this.#worker = new Worker(self.location.href, { type: 'module', name: BESIDE })
    this.#worker.addEventListener('message', ({ data }) => this.#hear(data as Answer))
    for (const fault of ['error', 'messageerror'])
      this.#worker.addEventListener(fault, (event) => {
        event.preventDefault() // else the page hears of it, and gives this worker up
        this.end()
      })
  }

  /** Rejects if it cannot be had in this way, for whatever reason. */
  get(url: string, file: BuiltFile, listener: ArrivalListener): Promise<Got> {
    const waiting = { ...Promise.withResolvers<Got>(), listener }
    if (this.#isGone) waiting.reject(new Error('The second worker is gone.'))
    else {
      this.#waiting.set(url, waiting)
      this.#worker.postMessage({ url, file } satisfies Wish)
    }
    return waiting.promise
  }

  /** Whoever waits for it waits no longer. */
  end(): void {
    this.#isGone = true
    this.#worker.terminate()
    for (const { reject } of this.#waiting.values()) reject(new Error('The second worker has ended.'))
    this.#waiting.clear()
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.url)
    if (!waiting) return
    const { listener, resolve, reject } = waiting
    if (answer.type === 'came') listener.came(answer.bytes)
    else if (answer.type === 'kept' || answer.type === 'arrived') listener[answer.type]()
    else {
      this.#waiting.delete(answer.url)
      if (answer.type === 'got') resolve(answer.got)
      else reject(new Error('The second worker could not get it.'))
    }
  }
}

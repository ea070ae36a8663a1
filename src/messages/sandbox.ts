/**
 * What a page and the frame that holds workers for it say to each other (see sandbox/host.ts): types only. The page opens a port for each
 * worker; over that come what the page sends to the worker, and what the worker sends.
 */
import type { GivenFiles } from './run.ts'

/** To the frame's window, with the port of the worker that is to be made. `given` comes with the first one, and again if that has failed. */
export interface MakeWorker {
  readonly type: 'make worker'
  /** A plain script, complete in itself. */
  readonly script: Blob
  readonly given: GivenFiles | null
}

export type ToSandbox = { readonly type: 'post'; readonly message: unknown } | { readonly type: 'terminate' }

export type FromSandbox = { readonly type: 'message'; readonly message: unknown } | { readonly type: 'error'; readonly message: string }

/** What the tester needs of a server, so that the same specs run in the engine and on a real one. Imports nothing. */

/** Specs may know its name. */
export const DATABASE = 'isolation_regression'

export interface Server {
  readonly name: 'real' | 'engine'
  /** Calls `work`, which alone may call the rest. Rejects as soon as it fails, or when nothing can happen any more. */
  play<T>(work: () => Promise<T>): Promise<T>
  /** A session of the superuser, in a database where nothing has been done since the last `reset`. */
  connect(parameters: Parameters): Promise<Stream>
  /** In milliseconds. */
  now(): number
  /** Waits until it is so, which it may become when a stream has received something; no longer than until `time`. Gives whether it is. */
  until(isSo: () => boolean, time?: number): Promise<boolean>
  /** Ends what sessions there are, and undoes what they did. */
  reset(): Promise<void>
  stop(): Promise<void>
}

export interface Parameters {
  readonly application_name: string
  /** As on the command line of `postgres`. */
  readonly options: string
}

/** A client's end of a session that is ready for its first query. */
export interface Stream {
  readonly pid: number
  send(bytes: Uint8Array): void
  /** There are bytes, or the end. */
  readonly isReadable: boolean
  /** The bytes that have come; null: there will be no more. */
  receive(): Uint8Array | null
  /** Sends a CancelRequest. */
  cancel(): void
  close(): void
}

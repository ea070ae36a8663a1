/** What the stress needs of a server, so that the same programs run on ours and on the real one. */

export interface Answer {
  /** Of the last statement that has rows; values as text. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** What was done last: the first word of its tag. */
  readonly command: string | null
  /** How many rows it was done to, if its tag says so. */
  readonly count: number | null
  /** The SQLSTATE of its error. */
  readonly error: string | null
  /** The session is gone. */
  readonly lost: boolean
}

/** A query that has been sent. */
export interface Pending {
  /** Null: it goes on. */
  readonly answer: Answer | null
  wait(): Promise<Answer>
}

export interface Connection {
  readonly pid: number
  /** Sends a query; one at a time. */
  start(sql: string): Pending
  /** Sends a query and waits for its answer. */
  query(sql: string): Promise<Answer>
  /** Sends a CancelRequest. */
  cancel(): void
  /** The client is gone without a word. */
  vanish(): void
  /** Ends the session as one should, until it is gone. */
  close(): Promise<void>
  /** What has been heard since the last call. */
  takeNotifications(): string[]
}

export interface Server {
  readonly name: string
  /** Runs clients side by side; everything else is called from inside them. Rejects as soon as one fails, or all wait for ever. */
  play(clients: readonly (() => Promise<void>)[]): Promise<void>
  /** Options as of a command line: `-c deadlock_timeout=10`. Null: the server did not let it in. */
  connect(options: string): Promise<Connection | null>
  /** Lets so many milliseconds pass, and others go on in any case. */
  pause(milliseconds: number): Promise<void>
  /** Warnings that no program asks for: something is not in order inside. */
  readonly oddities: readonly string[]
  /** So long, in milliseconds, a session may be seen after it has released its locks. */
  readonly patience: number
  stop(): Promise<void>
}

/** A warning; not that a session is gone that was to be cancelled, and not that a transaction that was to be rolled back has ended already. */
export const isOdd = ({ severity, message }: { readonly severity: string; readonly message: string }): boolean =>
  /WARNING|PANIC/.test(severity) && !/is not a PostgreSQL|no transaction in progress/.test(message)

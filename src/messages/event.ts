/**
 * What happens during a run, in order: calls of the reader's program, and events of PostgreSQL. `at` is in milliseconds since the run began,
 * on the engine's clock. The shape of each kind is checked where it arrives: see check.ts.
 */
import type { ServerEvent } from '../postgres/server/events.ts'

export type { ServerReport, SessionState, TimerName } from '../postgres/server/events.ts'

/** What is known of an exception. */
export interface ErrorFacts {
  /** The classes above its own, up to `Error` or `Warning`. */
  readonly bases: readonly string[]
  readonly sqlstate: string | null
  readonly message: string
  /** What `conn.info.error_message` holds; null without a connection. */
  readonly said: string | null
  /** What else `diag` holds. */
  readonly diag: Readonly<Record<string, string>>
}

/** What the driver holds to be so of the connection to a session: what the program is told if it asks. */
export interface ConnectionFacts {
  /** `conn.closed`, `conn.status`, `conn.get_transaction_status()` and `conn.info.status`. */
  readonly closed: number
  readonly status: number
  readonly transaction: number
  readonly info: number
  /** The variable that the program has it in. */
  readonly name?: string | undefined
  /** Of the thread that has used it, if that is not the main one. */
  readonly thread?: string | undefined
}

/**
 * A call of the driver or of `time.sleep`; an exception that came from elsewhere into a line of the program; or output, of so many UTF-16
 * units: what was printed from one line of the program in a stretch. `thread` is the name of the thread if it is not the main one, `raised`
 * the exception at the end.
 */
export type ProgramEvent = { readonly at: number } & (
  | {
      readonly kind: 'call'
      readonly call: number
      readonly function: string
      readonly text: string
      readonly line: number | null
      readonly thread?: string | undefined
    }
  | { readonly kind: 'return'; readonly call: number; readonly raised: string | null; readonly error?: ErrorFacts | undefined }
  | {
      readonly kind: 'exception'
      readonly type: string
      readonly line: number
      readonly thread?: string | undefined
      /** What Python says of the class, if it is its own, and the notes of the exception. */
      readonly about: string | null
      readonly note: string | null
      readonly error: ErrorFacts
    }
  | ({ readonly kind: 'connection'; readonly session: number } & ConnectionFacts)
  | {
      readonly kind: 'output'
      readonly stream: 'stdout' | 'stderr'
      readonly length: number
      readonly line: number | null
      readonly thread?: string | undefined
    }
)

export type RunEvent = ProgramEvent | ServerEvent

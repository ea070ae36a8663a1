/**
 * What happened during a run, as the page draws it: one stream, in order, of what the reader's program asked for and of
 * what PostgreSQL did. Imports nothing; everybody else may import it.
 *
 * `at` is in milliseconds on the lab's clock since the run began. `session` is the backend's pid.
 */

/** The five timeouts a server ends things by, named as the settings are; `deadlock_timeout` starts the deadlock check. */
export type TimerName =
  | 'statement_timeout'
  | 'lock_timeout'
  | 'idle_in_transaction_session_timeout'
  | 'idle_session_timeout'
  | 'transaction_timeout'
  | 'deadlock_timeout'

/** As in `pg_stat_activity.state`. */
export type SessionState = 'active' | 'idle' | 'idle in transaction' | 'idle in transaction (aborted)'

/** The fields of an ErrorResponse or NoticeResponse that the page shows. */
export interface ServerReport {
  readonly severity: string
  readonly sqlstate: string
  readonly message: string
}

export type LabEvent = { readonly at: number } & (
  | { readonly kind: 'call'; readonly call: number; readonly function: string; readonly text: string; readonly line: number | null }
  | { readonly kind: 'return'; readonly call: number; readonly raised: string | null }
  | {
      readonly kind: 'session-opened'
      readonly session: number
      readonly user: string
      readonly database: string
      readonly applicationName: string
    }
  | {
      readonly kind: 'session-closed'
      readonly session: number
      readonly reason: 'terminate' | 'fatal' | 'reset'
      readonly report: ServerReport | null
    }
  | { readonly kind: 'session-state'; readonly session: number; readonly state: SessionState }
  | { readonly kind: 'message-sent'; readonly session: number; readonly summary: string }
  | { readonly kind: 'message-received'; readonly session: number; readonly summary: string }
  | { readonly kind: 'report'; readonly session: number; readonly report: ServerReport }
  | { readonly kind: 'timer-armed'; readonly session: number; readonly timer: TimerName; readonly since: number; readonly due: number }
  | { readonly kind: 'timer-fired'; readonly session: number; readonly timer: TimerName }
  | { readonly kind: 'timer-disarmed'; readonly session: number; readonly timer: TimerName }
  | { readonly kind: 'wait-began'; readonly session: number; readonly on: 'lock' | 'latch'; readonly blockers: readonly number[] }
  | { readonly kind: 'wait-ended'; readonly session: number }
)

/** What a server tells of itself. `at` is in milliseconds since 1970 on its clock, `session` is the backend's pid. Types only. */

/** Timeouts by the names of their settings; `deadlock_timeout` starts the deadlock check. */
export type TimerName =
  | 'statement_timeout'
  | 'lock_timeout'
  | 'idle_in_transaction_session_timeout'
  | 'idle_session_timeout'
  | 'transaction_timeout'
  | 'deadlock_timeout'

/** As in `pg_stat_activity.state`. */
export type SessionState = 'active' | 'idle' | 'idle in transaction' | 'idle in transaction (aborted)'

/** The fields of an ErrorResponse or NoticeResponse that a reader needs. */
export interface ServerReport {
  readonly severity: string
  readonly sqlstate: string
  readonly message: string
}

export type ServerEvent = { readonly at: number; readonly session: number } & (
  | { readonly kind: 'session-opened'; readonly user: string; readonly database: string; readonly applicationName: string }
  | { readonly kind: 'session-closed'; readonly reason: 'terminate' | 'fatal' | 'crash' | 'reset'; readonly report: ServerReport | null }
  | { readonly kind: 'session-state'; readonly state: SessionState }
  | { readonly kind: 'message-sent'; readonly summary: string }
  | { readonly kind: 'message-received'; readonly summary: string }
  | { readonly kind: 'report'; readonly report: ServerReport }
  | { readonly kind: 'timer-armed'; readonly timer: TimerName; readonly since: number; readonly due: number }
  | { readonly kind: 'timer-fired'; readonly timer: TimerName }
  | { readonly kind: 'timer-disarmed'; readonly timer: TimerName }
  | { readonly kind: 'wait-began'; readonly on: 'lock' | 'latch'; readonly blockers: readonly number[] }
  | { readonly kind: 'wait-ended' }
)

/**
 * What happens during a run, in order: calls of the reader's program, and events of PostgreSQL. `at` is in milliseconds since the run began,
 * on the engine's clock.
 */
import type { ServerEvent } from '../postgres/server/events.ts'

export type { ServerReport, SessionState, TimerName } from '../postgres/server/events.ts'

/**
 * A call of the driver or of `time.sleep`, or output, of so many UTF-16 units: what was printed from one line of the program in a stretch.
 * `thread` is the name of the thread if it is not the main one, `raised` the exception at the end.
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
  | { readonly kind: 'return'; readonly call: number; readonly raised: string | null }
  | {
      readonly kind: 'output'
      readonly stream: 'stdout' | 'stderr'
      readonly length: number
      readonly line: number | null
      readonly thread?: string | undefined
    }
)

export type RunEvent = ProgramEvent | ServerEvent

/**
 * What happened during a run, as the page draws it: one stream, in order, of what the reader's program asked for and of what
 * PostgreSQL did. `at` is in milliseconds on the lab's clock since the run began.
 */
import type { ServerEvent } from '../postgres/server/events.ts'

export type { ServerReport, SessionState, TimerName } from '../postgres/server/events.ts'

/**
 * A call of the driver or of `time.sleep`, as the program makes it on `line`, in the thread of that name if it is not the main one;
 * `raised` is the exception it ended with.
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
)

export type LabEvent = ProgramEvent | ServerEvent

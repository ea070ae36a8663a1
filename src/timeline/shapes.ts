/** What a drawn timeline consists of; positions are from 0 to 1. Types only. */
export type BarKind =
  | 'call'
  | 'raised'
  | 'active'
  | 'idle'
  | 'transaction'
  | 'aborted'
  | 'wait'
  | 'elapsed'
  | 'fired'
  | 'disarmed'
  | 'remaining'
export type MarkKind = 'raised' | 'fired' | 'error' | 'fatal' | 'notice' | 'closed'

export interface Bar {
  readonly start: number
  readonly end: number
  /** The event it begins with, by its index; null if it is not of the past. */
  readonly from: number | null
  readonly kind: BarKind
  readonly label: string
  /** Shorter forms of the label, which keep what tells bars apart; the longest first. */
  readonly short: readonly string[]
  /** How many it stands for; those that were joined are too narrow to be drawn. */
  readonly count: number
}

export interface Mark {
  readonly at: number
  /** Its event, by its index. */
  readonly from: number
  readonly kind: MarkKind
  /** What stands beside it; nothing of what the bar says already. */
  readonly text: string
}

/** What a lane is about: whose it is, by the thread's name or the session's number, and which timer. */
export interface LaneKey {
  readonly kind: 'program' | 'session' | 'wait' | 'timer'
  readonly of: string
}

export interface Lane extends LaneKey {
  readonly name: string
  readonly detail: string
  readonly bars: readonly Bar[]
  readonly marks: readonly Mark[]
}

/** Where the axis is not that of time. */
export interface Gap {
  readonly kind: 'steps' | 'break' | 'unseen'
  readonly start: number
  readonly end: number
  readonly label: string
}

export interface Timeline {
  readonly lanes: readonly Lane[]
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  readonly gaps: readonly Gap[]
  /** Where the present is, while the program runs. */
  readonly now: number | null
}

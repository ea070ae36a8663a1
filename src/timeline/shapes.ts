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
export type MarkKind = 'fired' | 'error' | 'fatal' | 'notice' | 'closed'

export interface Bar {
  readonly start: number
  readonly end: number
  /** The event it begins with, by its index; null if it is not of the past. */
  readonly from: number | null
  readonly kind: BarKind
  readonly label: string
}

export interface Mark {
  readonly at: number
  /** Its event, by its index. */
  readonly from: number
  readonly kind: MarkKind
  readonly text: string
}

export interface Lane {
  readonly kind: 'program' | 'session' | 'wait' | 'timer'
  readonly name: string
  readonly detail: string
  readonly bars: readonly Bar[]
  readonly marks: readonly Mark[]
}

export interface Timeline {
  readonly lanes: readonly Lane[]
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  /** Where the present is, while the program runs. */
  readonly now: number | null
}

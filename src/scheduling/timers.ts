/** What fires at its time, whichever task runs: the alarms and pending signals of the server's processes. */
export interface Timers {
  /** When `fire` will have something to do; -Infinity for now, Infinity for never. */
  nextDeadline(): number
  /** Fires what is due. */
  fire(): void
  /** The first deadline that could end a task's wait. There are timers that end none, such as those by which statistics are reported. */
  nextWakingDeadline(): number
}

export const NO_TIMERS: Timers = {
  nextDeadline: () => Number.POSITIVE_INFINITY,
  fire: () => {},
  nextWakingDeadline: () => Number.POSITIVE_INFINITY,
}

/** What PostgreSQL asks of its operating system, for the process that is executing. */
export interface SystemCalls {
  /** Busy code calls this now and then. Returns how many interrupt checks may pass until the next call; 0: `suspend` must be called first. */
  look(): number
  /**
   * poll() of `count` descriptors at the address `pollfds`, for at most `timeout` milliseconds; -1 is for ever. A latch that is set ends it,
   * too. True: `suspend` must be called to wait.
   */
  poll(pollfds: number, count: number, timeout: number): boolean
  /** Suspends the process, as `look` or `poll` has said, until it resolves. Resolves to what `look` returns. */
  suspend(): Promise<number>
  kill(pid: number, signal: number): number
  timeoutsChanged(): void
  /** A session asks the checkpointer for a checkpoint, with the flags of xlog.h. */
  requestCheckpoint(flags: number): void
  /** setitimer(): the process wants SIGALRM in `delay` milliseconds; 0 cancels it. */
  setAlarm(delay: number): void
  /** recv() and send() on the socket of the process's client: how many bytes were read or taken; -1, with errno, for none. */
  read(into: Uint8Array): number
  write(bytes: Uint8Array): number
  /** The address of so many new bytes, -1 for none; undefined: they are those behind the process's other memory. */
  sbrk(increment: number): number | undefined
}

/** Before there are processes. */
export const NO_PROCESSES: SystemCalls = {
  look: () => 1024,
  poll: () => false,
  suspend: () => Promise.reject(new Error('there is no process to suspend')),
  kill: () => -1,
  timeoutsChanged: () => {},
  requestCheckpoint: () => {},
  setAlarm: () => {},
  read: () => 0,
  write: ({ length }) => length,
  sbrk: () => undefined,
}

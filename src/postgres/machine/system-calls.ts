/** What a process asks of its operating system. */

/** Who answers, for the process that is executing. */
export interface Kernel {
  /** Called now and then by busy code; answers how many interrupt checks may pass before the next call. 0: it is to be suspended first. */
  look(): number
  /**
   * poll() of `count` descriptors at the address `pollfds`, for at most `timeout` milliseconds; -1 is for ever. A latch that is set ends it,
   * too. True: it is to be suspended for that.
   */
  poll(pollfds: number, count: number, timeout: number): boolean
  /** The process that was told so is suspended until this resolves. Answers as `look`. */
  suspend(): Promise<number>
  kill(pid: number, signal: number): number
  timeoutsChanged(): void
  /** A session asks the checkpointer for a checkpoint, with the flags of xlog.h. */
  requestCheckpoint(flags: number): void
  /** The running process wants SIGALRM in `delay` milliseconds; 0 takes it back. */
  setAlarm(delay: number): void
  /** recv() and send() on the socket of the process's client: how many bytes were read or taken; -1, with errno, for none. */
  read(into: Uint8Array): number
  write(bytes: Uint8Array): number
  /** The address of so many new bytes, -1 for none; undefined: they are those behind the process's other memory. */
  sbrk(increment: number): number | undefined
}

/** Before there are processes to tell apart. */
export const ALONE: Kernel = {
  look: () => 1024,
  poll: () => false,
  suspend: () => Promise.reject(new Error('there is nobody to wait for')),
  kill: () => -1,
  timeoutsChanged: () => {},
  requestCheckpoint: () => {},
  setAlarm: () => {},
  read: () => 0,
  write: ({ length }) => length,
  sbrk: () => undefined,
}

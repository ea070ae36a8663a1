/**
 * Limits how many messages with output are sent: a program that writes much has its output sent in larger pieces. What the page would not
 * show is not sent at all.
 */
import { TURNS_AT_MOST } from '../messages/limits.ts'

/** So many pieces may be sent at once, and one more every millisecond. */
const BURST = 200

type Stream = 'stdout' | 'stderr'

export class RateLimiter {
  readonly #send: (stream: Stream, text: string) => void
  readonly #held: [stream: Stream, text: string][] = []
  #current: Stream | null = null
  #turns = 0
  #left = BURST
  #lastRefill = performance.now()

  constructor(send: (stream: Stream, text: string) => void) {
    this.#send = send
  }

  /** Sends the text, and what has been held back, now or later. */
  give(stream: Stream, text: string): void {
    if (stream !== this.#current) {
      // The first that is too much is sent, so that the page says so
      if (this.#turns > TURNS_AT_MOST + 1 && stream === 'stdout') return
      this.#turns++
      this.#current = stream
    }
    const now = performance.now()
    this.#left = Math.min(BURST, this.#left + (now - this.#lastRefill))
    this.#lastRefill = now
    const last = this.#held.at(-1)
    if (last && last[0] === stream) last[1] += text
    else this.#held.push([stream, text])
    if (this.#left >= 1) this.flush()
  }

  /** Sends what has been held back, whatever the limit. */
  flush(): void {
    for (const [stream, text] of this.#held.splice(0)) {
      this.#left -= 1
      this.#send(stream, text)
    }
  }
}

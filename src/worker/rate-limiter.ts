/** Limits how many messages with output are sent: a program that writes much has its output sent in larger pieces. */

/** So many pieces may be sent at once, and one more every millisecond. */
const BURST = 200

export class RateLimiter<Stream> {
  readonly #send: (stream: Stream, text: string) => void
  readonly #held: [stream: Stream, text: string][] = []
  #left = BURST
  #lastRefill = performance.now()

  constructor(send: (stream: Stream, text: string) => void) {
    this.#send = send
  }

  /** Sends the text, and what has been held back, now or later. */
  give(stream: Stream, text: string): void {
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

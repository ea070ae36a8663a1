/** Output as it comes, but no flood of messages: who writes much is heard in larger pieces. */

/** So many pieces may go out at once, and one more every millisecond. */
const MOST = 200

export class Allowance<Stream> {
  readonly #send: (stream: Stream, text: string) => void
  readonly #held: [stream: Stream, text: string][] = []
  #left = MOST
  #counted = performance.now()

  constructor(send: (stream: Stream, text: string) => void) {
    this.#send = send
  }

  give(stream: Stream, text: string): void {
    const now = performance.now()
    this.#left = Math.min(MOST, this.#left + (now - this.#counted))
    this.#counted = now
    const last = this.#held.at(-1)
    if (last && last[0] === stream) last[1] += text
    else this.#held.push([stream, text])
    if (this.#left >= 1) this.flush()
  }

  flush(): void {
    for (const [stream, text] of this.#held.splice(0)) {
      this.#left -= 1
      this.#send(stream, text)
    }
  }
}

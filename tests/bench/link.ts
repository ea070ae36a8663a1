/** A network between server and browser, simulated: so many bytes a second for all connections together, and a delay before each answer. */
import { Transform } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

export interface Link {
  readonly bytesPerSecond: number
  readonly latencyMs: number
}

/** Answers with a function that makes what one response passes through. */
export function simulate({ bytesPerSecond, latencyMs }: Link): () => Transform {
  /** When what has been sent so far has arrived. */
  let busyUntil = 0
  return () => {
    const asked = performance.now()
    return new Transform({
      // Small pieces, so that responses share the link
      writableHighWaterMark: 16 * 1024,
      async transform(chunk: Buffer, _encoding, done) {
        busyUntil = Math.max(busyUntil, asked + latencyMs, performance.now()) + (chunk.length / bytesPerSecond) * 1000
        await pause(Math.max(0, busyUntil - performance.now()))
        done(null, chunk)
      },
    })
  }
}

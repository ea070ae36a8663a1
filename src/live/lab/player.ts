/** Plays a run again, frame by frame, at some speed. */
import type { Position } from '../../timeline/moment.ts'
import type { Pace } from '../../timeline/pace.ts'

export interface PlayerOptions {
  position(): Position
  /** Goes there. */
  go(position: Position): void
  /** It plays, or no longer does. */
  changed(playing: boolean): void
}

export class Player {
  readonly #options: PlayerOptions
  speed = 1
  loop = false
  #pace: Pace | null = null
  #frame = 0
  #shown = 0
  #last = 0

  constructor(options: PlayerOptions) {
    this.#options = options
  }

  get playing(): boolean {
    return this.#frame !== 0
  }

  /** From where the playhead is, or from the beginning if that is the end. */
  play(pace: Pace): void {
    this.stop()
    this.#pace = pace
    this.#shown = pace.shown(this.#options.position())
    if (this.#shown >= pace.length) this.#shown = 0
    this.#last = performance.now()
    this.#next()
    this.#options.changed(true)
  }

  stop(): void {
    if (!this.playing) return
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#options.changed(false)
  }

  #next(): void {
    this.#frame = requestAnimationFrame((now) => {
      this.#shown += Math.max(0, now - this.#last) * this.speed
      this.#last = now
      const { length } = this.#pace!
      const ended = this.#shown >= length
      this.#options.go(this.#pace!.position(Math.min(this.#shown, length)))
      if (ended && !this.loop) return this.stop()
      if (ended) this.#shown = 0
      this.#next()
    })
  }
}

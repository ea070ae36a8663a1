/** The timeline of a run, growing as events arrive. */
import type { RunEvent } from '../messages/event.ts'
import type { LeftOut } from '../messages/run.ts'
import { duration } from '../timeline/duration.ts'
import type { Unseen } from '../timeline/model.ts'

type Rendering = typeof import('./rendering.ts')

/** Drawing takes at most this share of the time. */
const SHARE = 1 / 10
const CALM_MS = 250

/** Puts a drawing in the place of the one that is in `target`. */
export function redraw(target: HTMLElement, drawn: string): void {
  const drawing = target.querySelector('.tl')
  if (drawing) drawing.outerHTML = drawn
}

export class DrawingView {
  readonly #target: HTMLElement
  /** Hears of every drawing: of the events, up to where the axis goes, and what time it is or was at the end. */
  readonly #drawn: (events: readonly RunEvent[], until: number, end: number, unseen: Unseen | null) => void
  /** What the run does not tell, as it is too much. */
  leftOut: LeftOut | null = null
  #events: RunEvent[] = []
  #dues = new Map<string, number>()
  #began = 0
  #until = 0
  #frame = 0
  #next = 0
  #rate = 1
  #rendering: Rendering | null = null

  constructor(target: HTMLElement, drawn: (events: readonly RunEvent[], until: number, end: number, unseen: Unseen | null) => void) {
    this.#target = target
    this.#drawn = drawn
  }

  /** Fetches what draws; where that fails a run is not drawn, and the next one tries again. */
  async ready(): Promise<void> {
    this.#rendering ??= await import('./rendering.ts').catch(() => null)
  }

  /** `rate`: how quickly the engine's time passes, so that the present moves on between events; 0: nobody can tell. */
  begin(rate: number): void {
    this.end()
    this.#events = []
    this.leftOut = null
    this.#dues.clear()
    this.#until = 0
    this.#next = 0
    this.#began = performance.now()
    this.#rate = rate
    // From now on a moment is one of this run, and not of what was drawn before
    this.#drawn(this.#events, 0, 0, null)
    this.#schedule()
  }

  add(event: RunEvent): void {
    // What is on the wire is not drawn.
    if (event.kind === 'message-sent' || event.kind === 'message-received') return
    this.#events.push(event)
    if (event.kind === 'timer-armed') this.#dues.set(`${event.session} ${event.timer}`, event.due)
    if (event.kind === 'timer-fired' || event.kind === 'timer-disarmed') this.#dues.delete(`${event.session} ${event.timer}`)
    if (event.kind === 'session-closed')
      for (const key of this.#dues.keys()) if (key.startsWith(`${event.session} `)) this.#dues.delete(key)
  }

  /**
   * Draws the whole once more, up to the last event, without a present, and says it in words. Where something was still going on, up to
   * `now`.
   */
  finish(now = 0): void {
    this.end()
    if (!this.#rendering) {
      redraw(this.#target, '<p class="tl-more">What draws the timeline could not be downloaded.</p>')
      return
    }
    const { isOpen, renderDrawing, renderText } = this.#rendering
    const until = isOpen(this.#events) || this.leftOut ? now : 0
    const more = this.leftOut ? `<p class="tl-more">${leftOutText(this.leftOut)}</p>` : ''
    const text = `<details><summary>As text</summary>${renderText(this.#events)}</details>`
    this.#target.innerHTML = renderDrawing(this.#events, { until, track: this.#track(), unseen: this.#unseen }) + more + text
    this.#drawn(this.#events, until, until, this.#unseen)
  }

  get #unseen(): Unseen | null {
    if (!this.leftOut) return null
    const { at, events } = this.leftOut
    return { at, label: events > 0 ? `${events.toLocaleString('en')} more` : 'calls not followed' }
  }

  /** As it is zoomed. */
  #track = () => Number(this.#target.dataset['track'] ?? this.#rendering!.TRACK)

  /** Stops moving; what is drawn stays. */
  end(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }

  #schedule(): void {
    this.#frame = requestAnimationFrame((time) => {
      if (time >= this.#next) this.#draw()
      this.#schedule()
    })
  }

  #draw(): void {
    if (!this.#rendering) return
    const { horizon, renderDrawing } = this.#rendering
    const start = performance.now()
    const last = this.#events.at(-1)?.at ?? 0
    const now = Math.max(last, (start - this.#began) * this.#rate)
    this.#until = Math.max(this.#until, horizon(this.#dues.values(), now))
    this.#target.innerHTML = renderDrawing(this.#events, { now, until: this.#until, track: this.#track(), unseen: this.#unseen })
    this.#drawn(this.#events, this.#until, now, this.#unseen)
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches ? CALM_MS : 0
    const end = performance.now()
    this.#next = end + Math.max(calm, (end - start) / SHARE)
  }
}

function leftOutText({ at, events, calls }: LeftOut): string {
  const many = `${events.toLocaleString('en')} more ${events === 1 ? 'event is' : 'events are'} not drawn`
  const followed = "after so many calls and exceptions, the program's are not followed any more"
  const what = [...(events > 0 ? [many] : []), ...(calls ? [followed] : [])].join(', and ')
  return `From ${duration(at)} on, ${what}.`
}

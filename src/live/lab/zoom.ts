/** Makes the drawing wider than its place, which then scrolls: by buttons, keys, the wheel with Ctrl, and two fingers. */
import type { LabParts } from '../parts.ts'

const MOST = 64
/** A press on a button or a key. */
const STEP = 1.6
/** Of a wheel, for each unit that it turns. */
const PER_UNIT = 1 / 150
/** So much of the view stays between the playhead and its edges. */
const MARGIN = 0.08

export class Zoom {
  readonly #parts: LabParts
  /** Draws anew for lanes of so many pixels. */
  readonly #draw: (track: number) => void
  readonly #fingers = new Map<number, { x: number; y: number }>()
  #factor = 1
  #frame = 0

  constructor(parts: LabParts, draw: (track: number) => void) {
    this.#parts = parts
    this.#draw = draw
  }

  get factor(): number {
    return this.#factor
  }

  key(key: string): boolean {
    if (key === '+' || key === '=') this.by(STEP)
    else if (key === '-') this.by(1 / STEP)
    else if (key === '0') this.by(0)
    else return false
    return true
  }

  wheel(event: WheelEvent): void {
    this.by(Math.exp(-event.deltaY * PER_UNIT), event.clientX)
  }

  /** What is at `x`, in pixels of the window, stays there: the middle of the view without it. */
  by(factor: number, x?: number): void {
    const { scroll, rail, timeline, stage } = this.#parts
    const view = scroll.getBoundingClientRect()
    const before = rail.getBoundingClientRect()
    const at = x ?? (Math.max(before.left, view.left) + Math.min(before.right, view.right)) / 2
    const part = (at - before.left) / before.width
    const next = Math.min(MOST, Math.max(1, this.#factor * factor))
    if (next === this.#factor) return
    this.#factor = next
    stage.style.setProperty('--tl-zoom', String(next))
    scroll.toggleAttribute('data-zoomed', next > 1)
    const after = rail.getBoundingClientRect()
    scroll.scrollLeft += after.left + part * after.width - at
    timeline.dataset['track'] = String(Math.round(after.width))
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#draw(rail.getBoundingClientRect().width)
    })
  }

  /** Scrolls so that this part of the axis can be seen. */
  follow(part: number): void {
    if (this.#factor === 1) return
    const { scroll, rail } = this.#parts
    const view = scroll.getBoundingClientRect()
    const { left, width } = rail.getBoundingClientRect()
    const names = Number.parseFloat(getComputedStyle(rail.parentElement!).paddingLeft)
    const at = left + part * width
    const first = view.left + names + view.width * MARGIN
    const last = view.right - view.width * MARGIN
    if (at < first) scroll.scrollLeft -= first - at
    else if (at > last) scroll.scrollLeft += at - last
  }

  /** Two fingers: apart and together zooms, to the side pans. */
  touched(event: PointerEvent): void {
    if (event.pointerType !== 'touch') return
    const before = this.#between()
    if (event.type === 'pointerdown') {
      this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
      // What one of them has begun to drag is let go
      if (this.#fingers.size === 2) document.dispatchEvent(new PointerEvent('pointercancel'))
      return
    }
    if (event.type !== 'pointermove') {
      this.#fingers.delete(event.pointerId)
      return
    }
    if (!this.#fingers.has(event.pointerId)) return
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    const after = this.#between()
    if (!before || !after) return
    this.#parts.scroll.scrollLeft -= after.x - before.x
    if (before.apart > 0) this.by(after.apart / before.apart, after.x)
  }

  #between(): { readonly x: number; readonly apart: number } | null {
    const [one, other] = this.#fingers.values()
    return one && other ? { x: (one.x + other.x) / 2, apart: Math.hypot(one.x - other.x, one.y - other.y) } : null
  }
}

/** What can be done with the figure: cards, zoom, a table, a picture. Each is fetched when a reader first reaches for it. */
import type { CardsView } from './lab/cards.ts'
import type { Story } from './lab/lab.ts'
import type { Zoom } from './lab/zoom.ts'
import type { LabParts } from './parts.ts'

export interface FigureAccessOptions {
  readonly parts: LabParts
  readonly title: string
  /** What is drawn now. */
  story(): Promise<Story>
  /** Draws it anew, for lanes of so many pixels. */
  redraw(story: Story, track: number): void
}

export class FigureAccess {
  readonly #options: FigureAccessOptions
  #cards: CardsView | null = null
  #cardsLoading: Promise<CardsView | null> | null = null
  #zoom: Zoom | null = null
  #zoomLoading: Promise<Zoom> | null = null

  constructor(options: FigureAccessOptions) {
    this.#options = options
  }

  /** Another story has been drawn, or more of the same one. */
  show(story: Story): void {
    this.#cards?.show(story)
    this.#fillTable()
  }

  /** The playhead has gone, by a key, to just after the event with this index. */
  stepped(index: number): void {
    void this.#openCards().then((cards) => cards?.at(index))
  }

  /** The playhead is at this part of the axis. */
  placed(part: number): void {
    this.#zoom?.follow(part)
  }

  /** True: the key was meant for this. */
  key(key: string): boolean {
    if (key === 'Escape' && this.#cards?.isOpen) {
      this.#cards.hide()
      return true
    }
    if (!['+', '=', '-', '0'].includes(key)) return false
    this.#zooms((zoom) => zoom.key(key))
    return true
  }

  listen(signal: AbortSignal): void {
    const { stage, rail, scroll, timeline, zoomIn, zoomOut, zoomOff, table, save } = this.#options.parts
    const point = ({ target }: Event) => {
      const part = target as Element
      if (this.#cards) this.#cards.over(part)
      else if (part.closest('[data-from]')) void this.#openCards().then((cards) => part.isConnected && cards?.over(part))
    }
    stage.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && point(event), { signal })
    stage.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && this.#cards?.hide(), { signal })
    // A finger points by pressing; what it has opened stays until it presses elsewhere
    timeline.addEventListener('pointerdown', (event) => event.pointerType !== 'mouse' && point(event), { signal })
    const left = ({ relatedTarget }: FocusEvent) => this.#cards?.contains(relatedTarget as Node | null) || this.#cards?.hide()
    rail.addEventListener('blur', left, { signal })
    stage.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#cards?.hide(), { signal })

    for (const [button, key] of [
      [zoomIn, '+'],
      [zoomOut, '-'],
      [zoomOff, '0'],
    ] as const)
      button.addEventListener('click', () => this.#zooms((zoom) => zoom.key(key)), { signal })
    const turned = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return // it scrolls the page, or with Shift the figure
      event.preventDefault()
      this.#zooms((zoom) => zoom.wheel(event))
    }
    scroll.addEventListener('wheel', turned, { signal, passive: false })
    const touched = (event: PointerEvent) => event.pointerType === 'touch' && this.#zooms((zoom) => zoom.touched(event))
    scroll.addEventListener('pointerdown', touched, { signal })
    // Where there is no zoom yet, no finger has begun anything
    for (const name of ['pointermove', 'pointerup', 'pointercancel'] as const)
      document.addEventListener(name, (event) => this.#zoom?.touched(event), { signal })

    table.addEventListener('toggle', () => this.#fillTable(), { signal })
    save.addEventListener('click', () => void this.#save().catch(() => {}), { signal })
  }

  #fillTable(): void {
    const { table } = this.#options.parts
    if (!table.open) return
    void Promise.all([import('./lab/table.ts'), this.#options.story()])
      .then(([{ showTable }, { events, running }]) => {
        // While it runs it would grow with each frame
        if (!running) showTable(table.querySelector('div')!, events)
      })
      .catch(() => {})
  }

  async #save(): Promise<void> {
    const [{ saveSvg }, story] = await Promise.all([import('./lab/save.ts'), this.#options.story()])
    saveSvg(story, this.#options.title)
  }

  #zooms(action: (zoom: Zoom) => void): void {
    if (this.#zoom) action(this.#zoom)
    else void this.#openZoom().then(action, () => {})
  }

  #openZoom(): Promise<Zoom> {
    this.#zoomLoading ??= this.#loadZoom().catch((error) => {
      this.#zoomLoading = null
      throw error
    })
    return this.#zoomLoading
  }

  async #loadZoom(): Promise<Zoom> {
    const { parts, story, redraw } = this.#options
    const [{ Zoom }] = await Promise.all([import('./lab/zoom.ts'), story()])
    this.#zoom = new Zoom(parts, (track) => void story().then((now) => redraw(now, track)))
    return this.#zoom
  }

  #openCards(): Promise<CardsView | null> {
    this.#cardsLoading ??= this.#loadCards().catch(() => {
      this.#cardsLoading = null
      return null
    })
    return this.#cardsLoading
  }

  async #loadCards(): Promise<CardsView> {
    const { stage, timeline, errors } = this.#options.parts
    const [{ CardsView }, story] = await Promise.all([import('./lab/cards.ts'), this.#options.story()])
    this.#cards = new CardsView({ stage, timeline, errors: errors.href }, story)
    return this.#cards
  }
}

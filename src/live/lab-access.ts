/** The way to the lab, which is fetched when a reader first reaches for it, and with it the recording's events if nothing has been run. */
import { duration } from '../timeline/duration.ts'
import type { CodeView } from './code.ts'
import { redraw } from './drawing.ts'
import { FigureAccess } from './figure-access.ts'
import type { Lab, Story } from './lab/lab.ts'
import { MapAccess } from './map-access.ts'
import { findLabParts, type LabParts } from './parts.ts'

export interface LabAccessOptions {
  readonly root: HTMLElement
  /** Of the example. */
  readonly id: string
  readonly code: CodeView
  readonly output: HTMLElement
  /** The playhead has moved: milliseconds, or null for nowhere. */
  moved(moment: number | null): void
}

const KEYS = new Set(['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '])

export class LabAccess {
  readonly #options: LabAccessOptions
  readonly #parts: LabParts
  #lab: Lab | null = null
  #loading: Promise<Lab | null> | null = null
  readonly #figure: FigureAccess
  readonly #map: MapAccess
  /** Of a run; null: the recording is shown. */
  #story: Story | null = null
  #recording: Story | null = null
  #recordingLoading: Promise<Story> | null = null

  constructor(options: LabAccessOptions) {
    this.#options = options
    this.#parts = findLabParts(options.root)
    this.#figure = new FigureAccess({
      parts: this.#parts,
      title: options.root.dataset['title'] ?? '',
      story: async () => this.#story ?? (await this.#record()),
      redraw: (story, track) => void this.#redraw(story, track).catch(() => {}),
    })
    this.#map = new MapAccess({
      parts: this.#parts,
      lab: () => this.#open(),
      story: () => this.#story ?? this.#recording!,
      isRun: () => this.#story !== null,
    })
  }

  get moment(): number | null {
    return this.#lab?.moment ?? null
  }

  set moment(at: number | null) {
    this.#with((lab) => {
      lab.moment = at
    })
  }

  /** What is drawn now; null: the recording again. */
  show(story: Story | null): void {
    this.#story = story
    const shown = story ?? this.#recording
    if (shown) this.#figure.show(shown)
    if (this.#lab && shown) this.#lab.show(shown)
    else if (story) this.#parts.time.textContent = duration(Math.round(story.end))
  }

  listen(signal: AbortSignal): void {
    const { rail, timeline, play, speed, loop } = this.#parts
    const { output } = this.#options
    const passive = { signal }
    rail.addEventListener('focus', () => void this.#open(), passive)
    rail.addEventListener(
      'keydown',
      (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return
        if (KEYS.has(event.key)) event.preventDefault()
        if (this.#figure.key(event.key)) return
        this.#with((lab) => lab.key(event.key))
      },
      { signal },
    )
    for (const part of [rail, timeline])
      part.addEventListener('pointerdown', (event) => this.#with((lab) => lab.press(event, signal)), passive)
    this.#figure.listen(signal)
    this.#map.listen(signal, 'own' in this.#options.root.dataset ? location.hash.slice(1) : '')
    play.addEventListener('click', () => this.#with((lab) => lab.togglePlay()), passive)
    for (const part of [speed, loop])
      part.addEventListener('change', () => this.#with((lab) => lab.setPlayer(Number(speed.value), loop.checked)), passive)
    const pressed = ({ clientX, clientY }: MouseEvent) => {
      // Who has marked text wants to copy it
      if (getSelection()?.isCollapsed ?? true) this.#with((lab) => lab.toOutput(clientX, clientY))
    }
    output.addEventListener('click', pressed, passive)
    if ('plays' in this.#options.root.dataset && !matchMedia('(prefers-reduced-motion: reduce)').matches) this.#playInView(signal)
  }

  /** Once, and not where a reader has begun something. */
  #playInView(signal: AbortSignal): void {
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        observer.disconnect()
        if (this.#lab === null && this.#story === null) this.#with((lab) => lab.togglePlay())
      },
      { threshold: 0.9 },
    )
    observer.observe(this.#parts.timeline)
    signal.addEventListener('abort', () => observer.disconnect())
  }

  /** Goes to a moment of this line; false if there is none. */
  async toLine(line: number): Promise<boolean> {
    return (await this.#open())?.toLine(line) ?? false
  }

  /** At once if it is there: the keys of one who types quickly stay in order. */
  #with(action: (lab: Lab) => void): void {
    if (this.#lab) action(this.#lab)
    else void this.#open().then((lab) => lab && action(lab))
  }

  /** Null if it could not be fetched; the next try fetches again. */
  #open(): Promise<Lab | null> {
    this.#loading ??= this.#load().catch(() => {
      this.#loading = null
      return null
    })
    return this.#loading
  }

  async #load(): Promise<Lab> {
    const { code, output, moved } = this.#options
    const [{ Lab }, recording] = await Promise.all([import('./lab/lab.ts'), this.#record()])
    this.#lab = new Lab({
      parts: this.#parts,
      output,
      code,
      story: this.#story ?? recording,
      moved,
      stepped: (index) => this.#figure.stepped(index),
      placed: (part) => this.#figure.placed(part),
      shown: (count, chosen) => this.#map.show(count, chosen),
    })
    this.#lab.setPlayer(Number(this.#parts.speed.value), this.#parts.loop.checked)
    return this.#lab
  }

  /** A run that goes on draws itself, as wide as it is told. */
  async #redraw(story: Story, track: number): Promise<void> {
    const { events, until, unseen, running } = story
    if (!running) {
      const { renderDrawing } = await import('./rendering.ts')
      redraw(this.#parts.timeline, renderDrawing(events, { until, track, unseen }))
    }
    this.show(this.#story)
  }

  /** The recording as a story. */
  #record(): Promise<Story> {
    this.#recordingLoading ??= this.#fetchRecording().catch((error) => {
      this.#recordingLoading = null
      throw error
    })
    return this.#recordingLoading
  }

  async #fetchRecording(): Promise<Story> {
    const { id, code } = this.#options
    const { recordedEvents } = await import('./lab/recordings.ts')
    const events = await recordedEvents(id)
    this.#recording = { events, until: 0, end: events.at(-1)?.at ?? 0, code: code.original, running: false, unseen: null }
    return this.#recording
  }
}

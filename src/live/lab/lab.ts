/**
 * One moment of a run, everywhere: the playhead, and what follows it in the code, the output, the timeline and the list of states.
 * Loaded when a reader first reaches for any of it.
 */
import type { RunEvent } from '../../messages/event.ts'
import { duration } from '../../timeline/duration.ts'
import type { Unseen } from '../../timeline/model.ts'
import { type Position, positionAfter, positionAt, Replay, step } from '../../timeline/moment.ts'
import { type Pace, paceOf } from '../../timeline/pace.ts'
import { type Scale, scaleOf } from '../../timeline/scale.ts'
import { descriptionsOf } from '../../timeline/text.ts'
import type { CodeView } from '../code.ts'
import type { LabParts } from '../parts.ts'
import { Player } from './player.ts'
import { PrintedView } from './printed.ts'
import { StatesView } from './states.ts'
import { write } from './write.ts'

/** What has been drawn: a recording, or a run, which may be going on. */
export interface Story {
  readonly events: readonly RunEvent[]
  /** Where the axis ends, in milliseconds, if later than the last event. */
  readonly until: number
  /** When it ended, or what time it is, in milliseconds. */
  readonly end: number
  /** The program it is the story of. */
  readonly code: string
  readonly running: boolean
  readonly unseen: Unseen | null
}

export interface LabOptions {
  readonly parts: LabParts
  readonly output: HTMLElement
  readonly code: CodeView
  readonly story: Story
  /** In milliseconds; null: nothing is chosen, which shows all there is. */
  moved(moment: number | null): void
  /** A key has gone to just after the event with this index; -1: to before the first. */
  stepped(index: number): void
  /** The playhead is drawn at this part of the axis. */
  placed(part: number): void
  /** So many events are shown. */
  shown(count: number, chosen: boolean): void
}

const PAGE = 10
/** So far, in pixels, a pointer moves before a press becomes a drag. */
const DRAG = 4

export class Lab {
  readonly #options: LabOptions
  readonly #player: Player
  readonly #printed: PrintedView
  readonly #states: StatesView
  #story: Story
  #replay: Replay
  #scale: Scale
  #met = 0
  #pace: Pace | null = null
  #descriptions: readonly (string | null)[] | null = null
  /** Null: nothing is chosen. */
  #position: Position | null = null
  #frame = 0
  /** Over the tracks: where the playhead is, and what has not happened yet. */
  readonly #line = overlay('tl-playhead')
  readonly #veil = overlay('tl-veil')

  constructor(options: LabOptions) {
    this.#options = options
    this.#printed = new PrintedView(options.output)
    this.#states = new StatesView(options.parts.states)
    this.#player = new Player({
      position: () => this.#position ?? this.#end(),
      go: (position) => this.#go(this.#calm() ? positionAfter(this.#story.events, position.count - 1) : position),
      changed: (playing) => this.#showPlaying(playing),
    })
    this.#story = options.story
    this.#replay = new Replay(options.story.events)
    this.#scale = scaleOf(options.story.events, options.story.until, options.story.running)
    this.show(options.story)
  }

  get moment(): number | null {
    return this.#position?.at ?? null
  }

  set moment(at: number | null) {
    this.#player.stop()
    this.#go(at === null ? null : positionAt(this.#story.events, at))
  }

  /** Another story has been drawn, or more of the same one. */
  show(story: Story): void {
    const other = story.events !== this.#story.events
    if (other) {
      this.#player.stop()
      this.#replay = new Replay(story.events)
      this.#position = null
      this.#options.moved(null)
    }
    if (other || this.#met === 0) {
      this.#states.begin(story.events)
    } else this.#states.meet(story.events, this.#met)
    // What has come since may have happened before the moment that was chosen
    if (this.#position && this.#position.count >= this.#met) this.#position = positionAt(story.events, this.#position.at)
    this.#met = story.events.length
    this.#story = story
    this.#scale = scaleOf(story.events, story.until, story.running)
    this.#pace = null
    this.#descriptions = null
    // Whoever draws begins anew each time
    this.#options.parts.timeline.querySelector('.tl-over')?.append(this.#veil, this.#line)
    this.#draw()
  }

  setPlayer(speed: number, loop: boolean): void {
    this.#player.speed = speed
    this.#player.loop = loop
  }

  togglePlay(): void {
    if (this.#player.playing) this.#player.stop()
    else {
      this.#pace ??= paceOf(this.#story.events, this.#story.end)
      this.#player.play(this.#pace)
    }
  }

  /** Goes to the next moment at which the program was in this line; says whether it ever was. */
  toLine(line: number): boolean {
    return this.#toNext((event) => (event.kind === 'call' || event.kind === 'output') && event.line === line)
  }

  /** Goes to just after the event with this index. */
  toEvent(index: number): void {
    this.#jump(positionAfter(this.#story.events, index))
  }

  /** Goes to the moment at which what is at this point of the page was printed. */
  toOutput(x: number, y: number): void {
    const pressed = this.#printed.offset(x, y)
    if (!pressed) return
    let written = 0
    const index = this.#story.events.findIndex((event) => {
      if (event.kind === 'output' && event.stream === pressed.stream) written += event.length
      return written > pressed.offset
    })
    if (index >= 0) this.#jump(positionAfter(this.#story.events, index))
  }

  /** As a slider's keys do: by an event, by ten, to the beginning, to the end; Space plays, and Escape lets go. */
  key(key: string): void {
    const { events } = this.#story
    const from = this.#position ?? this.#end()
    const steps = (count: number, direction: 1 | -1) => {
      let to = from
      for (let i = 0; i < count; i++) to = step(events, to, direction)
      return to
    }
    const keys: Record<string, () => Position | null> = {
      ArrowRight: () => steps(1, 1),
      ArrowUp: () => steps(1, 1),
      ArrowLeft: () => steps(1, -1),
      ArrowDown: () => steps(1, -1),
      PageUp: () => steps(PAGE, 1),
      PageDown: () => steps(PAGE, -1),
      Home: () => ({ count: 0, at: 0 }),
      End: () => this.#end(),
      Escape: () => null,
    }
    if (key === ' ') this.togglePlay()
    else if (keys[key]) {
      const to = keys[key]()
      this.#jump(to)
      this.#options.stepped(to === null ? -1 : to.count - 1)
    }
  }

  /** A press on a bar or a mark goes to its moment, elsewhere to where it is; then the pointer may drag. */
  press(event: PointerEvent, signal: AbortSignal): void {
    const { rail } = this.#options.parts
    const target = event.target as Element
    const within = rail.contains(target) || target.closest('.tl-body')
    if (event.button !== 0 || !within || target.closest('summary, a')) return
    const drawn = target.closest<HTMLElement>('[data-from]')
    const bounds = rail.getBoundingClientRect()
    const to = (x: number) => this.#go(this.#scale.position((x - bounds.left) / bounds.width))
    this.#player.stop()
    if (drawn) this.#go(positionAfter(this.#story.events, Number(drawn.dataset['from'])))
    else to(event.clientX)
    rail.focus({ preventScroll: true })
    const began = event.clientX
    let dragging = !drawn
    const ended = new AbortController()
    const options = { signal: AbortSignal.any([signal, ended.signal]) }
    const moved = (event: PointerEvent) => {
      dragging ||= Math.abs(event.clientX - began) > DRAG
      if (dragging) to(event.clientX)
    }
    document.addEventListener('pointermove', moved, options)
    for (const name of ['pointerup', 'pointercancel'] as const) document.addEventListener(name, () => ended.abort(), options)
    if (event.pointerType === 'mouse') event.preventDefault() // no text is chosen meanwhile
  }

  #calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches
  #end = (): Position => ({ count: this.#story.events.length, at: Math.max(this.#story.end, this.#story.events.at(-1)?.at ?? 0) })

  #toNext(matches: (event: RunEvent) => boolean): boolean {
    const { events } = this.#story
    const from = this.#position?.count ?? 0
    const after = events.findIndex((event, index) => index >= from && matches(event))
    const found = after >= 0 ? after : events.findIndex(matches)
    if (found >= 0) this.#jump(positionAfter(events, found))
    return found >= 0
  }

  #jump(position: Position | null): void {
    this.#player.stop()
    this.#go(position)
  }

  /** Drawn with the next frame: a pointer may tell more often where it is. */
  #go(position: Position | null): void {
    this.#position = position
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#draw()
      this.#options.moved(this.moment)
    })
  }

  #draw(): void {
    const { events, code } = this.#story
    const { parts } = this.#options
    const position = this.#position
    const shown = position ?? this.#end()
    const moment = this.#replay.after(shown.count)
    this.#states.show(moment, shown.at)
    this.#options.shown(shown.count, position !== null)
    const latest = events[shown.count - 1]
    const before = latest?.kind === 'output' ? { ...moment.printed, [latest.stream]: moment.printed[latest.stream] - latest.length } : null
    this.#printed.show(position && moment.printed, position && before)
    // While it runs and nothing is chosen the engine says which line is executed
    if (position) this.#options.code.mark(code === this.#options.code.code ? linesOf(moment) : [])
    else if (!this.#story.running) this.#options.code.mark([])

    // They are as wide as the tracks, so that moving them needs no layout
    const part = this.#scale.place(shown)
    const at = `${(part * 100).toFixed(3)}%`
    for (const one of [parts.thumb, this.#line, this.#veil]) one.style.translate = at
    if (position) this.#options.placed(part)
    parts.stage.toggleAttribute('data-chosen', position !== null)
    const end = this.#end()
    const words = this.#words(shown)
    write(parts.time, `${duration(Math.round(shown.at))} of ${duration(Math.round(end.at))}`)
    write(parts.now, words)
    const { rail } = parts
    rail.setAttribute('aria-valuemax', String(Math.round(end.at)))
    rail.setAttribute('aria-valuenow', String(Math.round(shown.at)))
    rail.setAttribute('aria-valuetext', `${duration(Math.round(shown.at))}: ${words}`)
  }

  /** What has just happened. */
  #words({ count }: Position): string {
    if (this.#story.running && this.#position === null) return 'Running'
    this.#descriptions ??= descriptionsOf(this.#story.events)
    for (let index = count - 1; index >= 0; index--) if (this.#descriptions[index]) return this.#descriptions[index]!
    return 'The program begins.'
  }

  #showPlaying(playing: boolean): void {
    const { play } = this.#options.parts
    play.textContent = playing ? 'Pause' : 'Play'
  }
}

function overlay(name: string): HTMLElement {
  const element = document.createElement('b')
  element.className = name
  return element
}

const linesOf = (moment: ReturnType<Replay['after']>) => [...moment.threads.values()].flatMap(({ line }) => (line === null ? [] : [line]))

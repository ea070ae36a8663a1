/** The card that says what a bar or a mark is: under the pointer, under a finger, and where the playhead has gone by keyboard. */
import { type Card, Cards, IN_THIS_PAGE } from '../../timeline/card.ts'
import { Replay } from '../../timeline/moment.ts'
import type { LaneKey } from '../../timeline/shapes.ts'
import { adviceOn } from '../advice.ts'
import { explain, fetchKnown, isOfDriver } from './explain.ts'
import type { Story } from './lab.ts'

/** Between a bar and its card, in pixels. */
const GAP = 6

export interface CardsOptions {
  readonly stage: HTMLElement
  readonly timeline: HTMLElement
  /** The address of `/errors/`. */
  readonly errors: string
}

export class CardsView {
  readonly #options: CardsOptions
  readonly #card = document.createElement('div')
  #story: Story
  #cards: Cards | null = null
  #shown: Element | null = null

  constructor(options: CardsOptions, story: Story) {
    this.#options = options
    this.#story = story
    this.#card.className = 'tl-card'
    this.#card.hidden = true
    this.#card.dataset['part'] = 'card'
    options.stage.append(this.#card)
  }

  show(story: Story): void {
    this.#story = story
    this.#cards = null
    // It has been drawn anew
    if (this.#shown && !this.#shown.isConnected) this.hide()
  }

  /** The pointer is over this; nothing happens while it is over the card itself. */
  over(target: Element): void {
    if (this.#card.contains(target)) return
    const drawn = target.closest('[data-from]')
    if (drawn) this.#open(drawn)
    else this.hide()
  }

  /** Of what begins or ends with an event. */
  at(index: number): void {
    this.#cards ??= new Cards(this.#story.events, this.#story.end)
    const found = this.#cards.at(index)
    const lane = found && this.#lane(found)
    // What is joined has the first of its events
    const drawn = lane && [...lane.querySelectorAll<HTMLElement>('[data-from]')].filter((one) => Number(one.dataset['from']) <= found.from)
    const last = drawn && (drawn.find((one) => Number(one.dataset['from']) === found.from) ?? drawn.at(-1))
    if (last) this.#open(last)
    else this.hide()
  }

  get isOpen(): boolean {
    return !this.#card.hidden
  }

  contains(node: Node | null): boolean {
    return this.#card.contains(node)
  }

  hide(): void {
    this.#card.hidden = true
    this.#shown = null
  }

  #lane({ kind, of }: LaneKey): Element | undefined {
    return [...this.#options.timeline.querySelectorAll<HTMLElement>(`.tl-lane-${kind}`)].find((lane) => lane.dataset['of'] === of)
  }

  #open(drawn: Element): void {
    if (drawn === this.#shown) return
    const card = this.#cardOf(drawn as HTMLElement)
    if (!card) {
      this.hide()
      return
    }
    this.#shown = drawn
    this.#fill(card, drawn)
    if (card.error)
      void fetchKnown(this.#options.errors).then(() => {
        if (this.#shown === drawn) this.#fill(card, drawn)
      })
  }

  #cardOf({ dataset, classList, parentElement }: HTMLElement): Card | null {
    this.#cards ??= new Cards(this.#story.events, this.#story.end)
    const lane = parentElement!.closest<HTMLElement>('.tl-lane')!
    const kind = /tl-lane-(program|session|wait|timer)/.exec(lane.className)?.[1] as LaneKey['kind']
    const key = { kind, of: lane.dataset['of'] ?? '' }
    const from = Number(dataset['from'])
    return classList.contains('tl-mark') ? this.#cards.mark(key, from) : this.#cards.bar(key, from, Number(dataset['count'] ?? 1))
  }

  #fill({ sentence, rows, error }: Card, drawn: Element): void {
    const text = document.createElement('p')
    text.textContent = sentence
    const list = document.createElement('dl')
    const explained =
      error && explain(error, isOfDriver(error) ? this.#sessionAfter(drawn as HTMLElement) : undefined, this.#options.errors)
    const advice = error && !rows.some(([name]) => name === IN_THIS_PAGE) ? adviceOn(error) : null
    for (const [name, value] of [...rows, ...(advice ? [[IN_THIS_PAGE, advice] as const] : []), ...(explained?.rows ?? [])]) {
      const [term, description] = ['dt', 'dd'].map((tag) => document.createElement(tag)) as [HTMLElement, HTMLElement]
      term.textContent = name
      description.textContent = value
      list.append(term, description)
    }
    const links = (explained?.links ?? []).map(({ address, text }) => {
      const link = document.createElement('a')
      link.href = address
      link.textContent = text
      return link
    })
    this.#card.replaceChildren(text, ...links, list)
    this.#card.hidden = false
    this.#place(drawn)
  }

  /** The session of the connection on which an exception was raised, as it is then: the latest that the driver has spoken of before. */
  #sessionAfter({ dataset }: HTMLElement) {
    const { events } = this.#story
    const from = Number(dataset['from'])
    const call = events[from]
    const index = call?.kind === 'call' ? events.findIndex((event) => event.kind === 'return' && event.call === call.call) : from
    const told = events.slice(0, index).findLast((event) => event.kind === 'connection')
    return told?.kind === 'connection' ? new Replay(events).after(index).sessions.get(told.session) : undefined
  }

  /** Below the bar, or above where there is no room; within the stage. */
  #place(drawn: Element): void {
    const stage = this.#options.stage.getBoundingClientRect()
    const bar = drawn.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = this.#card
    const left = Math.max(0, Math.min(bar.left - stage.left, stage.width - width))
    const below = bar.bottom - stage.top + GAP
    const fits = bar.bottom + GAP + height <= Math.min(innerHeight, this.#options.stage.closest('figure')!.getBoundingClientRect().bottom)
    const above = bar.top - stage.top - GAP - height
    this.#card.style.translate = `${left}px ${fits || bar.top - GAP - height < 0 ? below : above}px`
  }
}

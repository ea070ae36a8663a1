/**
 * The map of states: a node for each state of a session, and from one to another each transition that an example takes. What the run has taken
 * up to its moment is lit; a transition leads to the shortest example that takes it.
 */
import type { RunEvent } from '../../messages/event.ts'
import { sessionName } from '../../timeline/names.ts'
import { tracksOf } from '../../timeline/tracks.ts'
import { type Place, places, type Transition, transitionName, transitionsOf, type Ways } from '../../timeline/transitions.ts'
import { arrow, labels, NODE, SIZE, spots } from './map-layout.ts'
import { seen } from './seen.ts'
import { write } from './write.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** More sessions in one state than these are counted. */
const NAMED = 2

export interface StateMapOptions {
  readonly target: HTMLElement
  /** The address of `/examples/`. */
  readonly examples: string
  readonly ways: Ways
}

export class StateMap {
  readonly #options: StateMapOptions
  readonly #edges = new Map<string, SVGElement>()
  readonly #nodes = new Map<Place, { readonly node: SVGElement; readonly who: SVGElement }>()
  readonly #drawing = make('svg', { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: 'group', 'aria-label': 'Map of states' })
  readonly #words = document.createElement('p')
  readonly #count = document.createElement('p')
  readonly #seen = new Set(seen.load())
  #transitions: readonly Transition[] = []
  #names = new Map<number, string>()
  /** Of which events the transitions are. */
  #of: readonly RunEvent[] = []
  #length = -1
  #taken = ''

  constructor(options: StateMapOptions) {
    this.#options = options
    this.#words.className = 'sm-words'
    this.#drawing.classList.add('sm')
    for (const name of Object.keys(options.ways)) this.#edge(name)
    for (const place of places) this.#node(place)
    options.target.replaceChildren(this.#drawing, this.#words, this.#count)
    this.#say(null)
    const tell = ({ target }: Event) => this.#say((target as Element).closest('[data-transition]')?.getAttribute('data-transition') ?? null)
    for (const name of ['pointerover', 'focusin']) this.#drawing.addEventListener(name, tell)
  }

  /** What the first `count` events have led through. `looked`: the reader has gone there, or has run it. */
  show(events: readonly RunEvent[], count: number, looked: boolean): void {
    if (events !== this.#of || events.length !== this.#length) {
      this.#of = events
      this.#length = events.length
      this.#transitions = transitionsOf(events)
      this.#names = new Map(tracksOf(events).sessions.map((session) => [session.pid, sessionName(session).name]))
      this.#taken = ''
    }
    const taken = this.#transitions.filter(({ index }) => index < count)
    const now = `${taken.length} ${looked} ${count === 0}`
    if (now === this.#taken) return
    this.#taken = now
    this.#light(taken)
    this.#place(events.slice(0, count), taken)
    if (looked) this.#remember(taken.map(transitionName))
  }

  #light(taken: readonly Transition[]): void {
    const lit = new Set(taken.map(transitionName))
    // A reader's program may go where no example does
    for (const name of lit) if (!this.#edges.has(name)) this.#edge(name)
    const latest = taken.at(-1)
    for (const [name, edge] of this.#edges) {
      edge.classList.toggle('sm-lit', lit.has(name))
      edge.classList.toggle('sm-latest', latest !== undefined && transitionName(latest) === name)
    }
  }

  /** Who is in which state. */
  #place(events: readonly RunEvent[], taken: readonly Transition[]): void {
    const now = new Map<number, Place>()
    for (const event of events) if (event.kind === 'session-opened') now.set(event.session, 'starting')
    for (const { session, to } of taken) now.set(session, to)
    for (const [place, { node, who }] of this.#nodes) {
      const inside = [...now].filter(([, at]) => at === place).map(([pid]) => this.#names.get(pid) ?? String(pid))
      node.classList.toggle('sm-here', inside.length > 0)
      who.textContent = inside.length > NAMED ? `${inside.length} sessions` : inside.join(', ')
    }
  }

  #remember(names: readonly string[]): void {
    const fresh = names.filter((name) => !this.#seen.has(name))
    if (fresh.length > 0) {
      for (const name of fresh) this.#seen.add(name)
      seen.add(fresh)
    }
    for (const name of fresh) this.#edges.get(name)?.classList.add('sm-seen')
    this.#tally()
  }

  #tally(): void {
    const all = Object.keys(this.#options.ways)
    write(this.#count, `You have seen ${all.filter((name) => this.#seen.has(name)).length} of ${all.length} transitions.`)
  }

  /** Of a transition, what it is and where it leads to. */
  #say(name: string | null): void {
    const way = name === null ? undefined : this.#options.ways[name]
    const words = name === null ? 'Press a transition: the shortest example that takes it opens.' : inWords(name)
    write(this.#words, way ? `${words}. The shortest example: ${way.title}` : words)
    this.#tally()
  }

  #edge(name: string): void {
    const way = this.#options.ways[name]
    const edge = make(way ? 'a' : 'g', { 'data-transition': name, class: this.#seen.has(name) ? 'sm-edge sm-seen' : 'sm-edge' })
    const [from, to] = name.split('-') as [Place, Place]
    const { line, head } = arrow(from, to)
    edge.append(make('path', { d: line, class: 'sm-press' }), make('path', { d: line }), make('path', { d: head, class: 'sm-head' }))
    if (way) {
      edge.setAttribute('href', `${this.#options.examples}${way.id}/#${name}`)
      edge.setAttribute('aria-label', `${inWords(name)}: ${way.title}`)
    }
    this.#drawing.prepend(edge)
    this.#edges.set(name, edge)
  }

  #node(place: Place): void {
    const { x, y } = spots[place]
    const node = make('g', { class: `sm-node sm-${place}`, transform: `translate(${x} ${y})` })
    const box = { x: String(-NODE.width / 2), y: String(-NODE.height / 2), width: String(NODE.width), height: String(NODE.height), rx: '6' }
    const [label, who] = [make('text', { y: '-3' }), make('text', { y: '12', class: 'sm-who' })]
    label.textContent = labels[place]
    node.append(make('rect', box), label, who)
    this.#drawing.append(node)
    this.#nodes.set(place, { node, who })
  }
}

const inWords = (name: string) => {
  const [from, to] = name.split('-') as [Place, Place]
  return `From ${labels[from]} to ${labels[to]}`
}

function make(tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}

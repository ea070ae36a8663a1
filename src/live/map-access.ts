/** The way to the map of states, which is fetched when it is opened, or when an address leads to one of its transitions. */
import type { Lab, Story } from './lab/lab.ts'
import type { StateMap } from './lab/state-map.ts'
import type { LabParts } from './parts.ts'

export interface MapAccessOptions {
  readonly parts: LabParts
  /** Null if it cannot be fetched. */
  lab(): Promise<Lab | null>
  /** What is drawn now, once there is a lab. */
  story(): Story
  /** It is a run, and not the recording. */
  isRun(): boolean
}

export class MapAccess {
  readonly #options: MapAccessOptions
  #map: StateMap | null = null
  #loading = false
  #shown = { count: 0, chosen: false }

  constructor(options: MapAccessOptions) {
    this.#options = options
  }

  /** `wanted` is a transition to go to; empty if there is none. */
  listen(signal: AbortSignal, wanted: string): void {
    const { map } = this.#options.parts
    map.addEventListener('toggle', () => void this.#toggled().catch(() => {}), { signal })
    if (wanted !== '') void this.#go(wanted).catch(() => {})
  }

  /** So many events are shown. */
  show(count: number, chosen: boolean): void {
    this.#shown = { count, chosen }
    if (!this.#map || !this.#options.parts.map.open) return
    const looked = chosen || this.#options.isRun()
    this.#map.show(this.#options.story().events, count, looked)
  }

  async #toggled(): Promise<void> {
    const { map } = this.#options.parts
    if (!map.open || this.#loading) return
    this.#loading = true
    try {
      this.#map ??= await this.#load()
      this.show(this.#shown.count, this.#shown.chosen)
    } finally {
      this.#loading = false
    }
  }

  async #load(): Promise<StateMap | null> {
    const { parts, lab } = this.#options
    const examples = parts.examples.href
    const [{ StateMap }, ways, opened] = await Promise.all([
      import('./lab/state-map.ts'),
      fetch(`${examples}transitions.json`).then((response) => response.json()),
      lab(),
    ])
    return opened && new StateMap({ target: parts.map.querySelector('div')!, examples, ways })
  }

  async #go(wanted: string): Promise<void> {
    const [{ transitionName, transitionsOf }, lab] = await Promise.all([import('../timeline/transitions.ts'), this.#options.lab()])
    const transition = transitionsOf(this.#options.story().events).find((one) => transitionName(one) === wanted)
    if (!lab || !transition) return
    this.#options.parts.map.open = true
    lab.toEvent(transition.index)
  }
}

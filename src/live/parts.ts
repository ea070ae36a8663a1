/** Finds the marked parts of an element; a missing one is a mistake of the page and says so. */
/** What the playhead is made of. */
export interface LabParts {
  /** Around the rest, as wide as the drawing. */
  readonly stage: HTMLElement
  /** The slider. */
  readonly rail: HTMLElement
  readonly thumb: HTMLElement
  readonly play: HTMLButtonElement
  readonly speed: HTMLSelectElement
  readonly loop: HTMLInputElement
  readonly time: HTMLElement
  readonly now: HTMLElement
  readonly timeline: HTMLElement
  readonly states: HTMLElement
  /** Around what is zoomed. */
  readonly scroll: HTMLElement
  readonly zoomIn: HTMLButtonElement
  readonly zoomOut: HTMLButtonElement
  readonly zoomOff: HTMLButtonElement
  readonly table: HTMLDetailsElement
  readonly map: HTMLDetailsElement
  /** Has the address of `/examples/`. */
  readonly examples: HTMLAnchorElement
  readonly save: HTMLButtonElement
  /** Has the address of `/errors/`. */
  readonly errors: HTMLAnchorElement
}

export interface Parts {
  readonly code: HTMLElement
  readonly output: HTMLElement
  readonly outputLabel: HTMLElement
  readonly difference: HTMLElement
  readonly timeline: HTMLElement
  readonly timelineLabel: HTMLElement
  readonly run: HTMLButtonElement
  readonly stop: HTMLButtonElement
  readonly reset: HTMLButtonElement
  readonly undo: HTMLButtonElement
  readonly retry: HTMLButtonElement
  readonly status: HTMLElement
  readonly progress: HTMLElement
  readonly hint: HTMLElement
  readonly clock: HTMLSelectElement
  readonly wrap: HTMLButtonElement
  readonly copy: HTMLButtonElement
}

const names: Record<keyof Parts, string> = {
  code: 'code',
  output: 'output',
  outputLabel: 'output-label',
  difference: 'difference',
  timeline: 'timeline',
  timelineLabel: 'timeline-label',
  run: 'run',
  stop: 'stop',
  reset: 'reset',
  undo: 'undo',
  retry: 'retry',
  status: 'status',
  progress: 'progress',
  hint: 'hint',
  clock: 'clock',
  wrap: 'wrap',
  copy: 'copy',
}

const labNames: Record<keyof LabParts, string> = {
  stage: 'stage',
  rail: 'playhead',
  thumb: 'thumb',
  play: 'play',
  speed: 'speed',
  loop: 'loop',
  time: 'time',
  now: 'now',
  timeline: 'timeline',
  states: 'states',
  scroll: 'scroll',
  zoomIn: 'zoom-in',
  zoomOut: 'zoom-out',
  zoomOff: 'zoom-off',
  table: 'table',
  map: 'map',
  examples: 'examples',
  save: 'save',
  errors: 'errors',
}

function find(root: HTMLElement, names: Readonly<Record<string, string>>) {
  const found = Object.entries(names).map(([key, name]) => {
    const part = root.querySelector(`[data-part="${name}"]`)
    if (!part) throw new Error(`<live-example> needs an element with data-part="${name}"; let LiveExample.astro make it.`)
    return [key, part] as const
  })
  return Object.fromEntries(found)
}

export const findParts = (root: HTMLElement) => find(root, names) as unknown as Parts
export const findLabParts = (root: HTMLElement) => find(root, labNames) as unknown as LabParts

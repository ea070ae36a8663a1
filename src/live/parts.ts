/** Finds the marked parts of an element; a missing one is a mistake of the page and says so. */
export interface Parts {
  readonly code: HTMLElement
  readonly output: HTMLElement
  readonly outputLabel: HTMLElement
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
}

const names: Record<keyof Parts, string> = {
  code: 'code',
  output: 'output',
  outputLabel: 'output-label',
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
}

export function findParts(root: HTMLElement): Parts {
  const find = ([key, name]: [string, string]) => {
    const part = root.querySelector(`[data-part="${name}"]`)
    if (!part) throw new Error(`<live-example> needs an element with data-part="${name}"; let LiveExample.astro make it.`)
    return [key, part] as const
  }
  return Object.fromEntries(Object.entries(names).map(find)) as unknown as Parts
}

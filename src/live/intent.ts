/** Signs that a reader will run something soon: then an engine is made ready, so that Run need not wait for it. */
import { whenIdle } from './idle.ts'
import { tabStorage } from './tab-storage.ts'

/** So long, in milliseconds, an example has to be half in view. */
const READ_MS = 2000
/** In gigabytes: an engine takes a fifth of one. Browsers that do not tell have enough. */
const MEMORY_AT_LEAST = 4
const HAS_RUN = 'has run'

/** What only some browsers tell. */
interface Device {
  readonly deviceMemory?: number
  readonly connection?: { readonly saveData?: boolean }
}

/** Whether megabytes may be downloaded, and memory taken, for what a reader may do. */
export const mayPrepare = ({ deviceMemory = MEMORY_AT_LEAST, connection }: Device): boolean =>
  connection?.saveData !== true && deviceMemory >= MEMORY_AT_LEAST

/** Calls `prepare` when the reader points at Run or reaches it by keyboard, types into the example, or has had it before their eyes. */
export function watchForIntent(example: HTMLElement, run: HTMLElement, prepare: () => void, signal: AbortSignal): void {
  if (!mayPrepare(navigator as Device)) return
  run.addEventListener('pointerenter', prepare, { signal })
  run.addEventListener('focus', prepare, { signal })
  example.addEventListener('input', prepare, { signal })
  let reading: ReturnType<typeof setTimeout> | undefined
  const observer = new IntersectionObserver(
    (entries) => {
      clearTimeout(reading)
      if (entries.at(-1)!.isIntersecting) reading = setTimeout(prepare, READ_MS)
    },
    { threshold: 0.5 },
  )
  // Of an example that is higher than the window half could never be seen
  observer.observe(example.querySelector('[data-part="code"]') ?? example)
  signal.addEventListener('abort', () => {
    clearTimeout(reading)
    observer.disconnect()
  })
}

/** On the later pages of a visit in which something was run, calls `prepare` when the browser has nothing else to do. */
export function prepareOnLaterPages(prepare: () => void): void {
  if (tabStorage.load(HAS_RUN) === null || !mayPrepare(navigator as Device)) return
  whenIdle(prepare)
}

/** Something is run in this visit. */
export const rememberRun = (): void => tabStorage.save(HAS_RUN, 'yes')

/** Where a browser cannot say when it is idle. In milliseconds. */
const IDLE_AFTER = 1000

/** When the browser has nothing else to do. */
export function whenIdle(then: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(then)
  else setTimeout(then, IDLE_AFTER)
}

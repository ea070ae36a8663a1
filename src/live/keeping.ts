/** Has the service worker keep what pages use, for later visits. Where there is none, or it is forbidden, nothing is kept. */
import { whenIdle } from './idle.ts'

/** Beside the folder that this script is in. */
const SCRIPT = '../service-worker.js'

/** Undefined where the connection is not safe. In a sandboxed frame, which has nothing to keep, it cannot even be asked for. */
const container = window.origin === 'null' ? undefined : (navigator.serviceWorker as ServiceWorkerContainer | undefined)

/** So long after a page has loaded the browser is left to a reader who runs something at once. In milliseconds. */
const LEFT_ALONE = 1000

let registered: Promise<ServiceWorkerRegistration> | undefined

/** `addresses` have been used. */
export async function keep(addresses: readonly string[]): Promise<void> {
  if (import.meta.env.DEV || !container) return
  registered ??= container.register(new URL(SCRIPT, import.meta.url)).then(() => container.ready)
  // Refused: then nothing is kept
  const registration = await registered.catch(() => null)
  registration?.active?.postMessage({ used: addresses })
}

/** What this page and its scripts have asked for by now. */
const used = () => [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]

/** Once all that the page asks for at first has loaded. */
export function keepWhatIsUsed(): void {
  const later = () => setTimeout(() => whenIdle(() => void keep(used())), LEFT_ALONE)
  if (document.readyState === 'complete') later()
  else addEventListener('load', later, { once: true })
}

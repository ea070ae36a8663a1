/** Has the service worker keep what pages use, for later visits. Where there is none, or it is forbidden, nothing is kept. */
import { whenIdle } from './idle.ts'

/** Beside the folder that this script is in. */
const SCRIPT = '../service-worker.js'

/** Undefined where the connection is not safe. */
const container = navigator.serviceWorker as ServiceWorkerContainer | undefined

/** `addresses` have been used. */
export async function keep(addresses: readonly string[]): Promise<void> {
  const registration = await container?.ready
  registration?.active?.postMessage({ used: addresses })
}

/** What this page and its scripts have asked for by now. */
const used = () => [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]

/** Once all that the page asks for at first has loaded. */
export function keepWhatIsUsed(): void {
  if (import.meta.env.DEV || !container) return
  const register = async () => {
    await container.register(new URL(SCRIPT, import.meta.url))
    await keep(used())
  }
  const later = () => whenIdle(() => void register().catch(() => {}))
  if (document.readyState === 'complete') later()
  else addEventListener('load', later, { once: true })
}

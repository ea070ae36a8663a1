/** The service worker: the browser's events, handed to the keeper. Whatever fails, the network answers as it does without a service worker. */
import { Keeper } from './keeper.ts'
import { notKept } from './not-kept.ts'
import { isEngineFile, pathOf } from './version.ts'

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Lasting {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
/** What TypeScript's own description of it cannot say beside that of a page. */
interface ServiceWorkerScope {
  readonly registration: { readonly scope: string }
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: { readonly type: 'window'; readonly includeUncontrolled: boolean }): Promise<readonly { readonly id: string }[]>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(type: 'message', listener: (event: Lasting & { readonly data: { readonly used: readonly string[] } }) => void): void
}

const worker = self as unknown as ServiceWorkerScope
const { scope } = worker.registration
const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } }

/** Once it is there. */
let ready: Keeper | null = null
// The build puts the version in its place
const keeper = caches
  .open(`psycopg2-lab ${scope}`)
  .then((cache) => Keeper.open({ scope, id: '__VERSION__', cache, fetch: fetch.bind(self) }))
keeper.then(
  (opened) => {
    ready = opened
  },
  () => {},
)

async function openPages(): Promise<string[]> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return pages.map(({ id }) => id)
}

async function answer(event: Fetching): Promise<Response> {
  const { request } = event
  try {
    return await (await keeper).answer(request, (work) => event.waitUntil(work.catch(() => {})))
  } catch {
    return fetch(request).catch((error) => {
      if (request.mode === 'navigate') return notKept()
      throw error
    })
  }
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keeper.then((keeper) => keeper.install({ savesData: connection?.saveData === true })).then(() => worker.skipWaiting()))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([worker.clients.claim(), keeper.then(async (keeper) => keeper.takeOver(await openPages()))]))
})

worker.addEventListener('fetch', (event) => {
  const { method, url, headers } = event.request
  const path = pathOf(url, scope)
  if (method !== 'GET' || path === null || headers.has('range') || (ready?.lacksEngine && isEngineFile(path))) return
  event.respondWith(answer(event))
})

worker.addEventListener('message', (event) => {
  const keep = async () => {
    await (await keeper).keep(event.data.used)
    await (await keeper).tidy(await openPages())
  }
  event.waitUntil(keep().catch(() => {}))
})

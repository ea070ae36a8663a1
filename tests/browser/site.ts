/** The built site in a browser, for the tests of one file. Every page that is opened is watched for errors and for requests to elsewhere. */
import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { launchChromium } from './chromium.ts'
import { serveFolder } from './static-server.ts'

const dist = path.resolve('dist')

/** The first run in a browser downloads and starts everything, on a busy machine. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 600_000 })

let browser: Browser
let server: Awaited<ReturnType<typeof serveFolder>>
const faults: string[] = []
const opened: Page[] = []

beforeAll(async () => {
  if (!existsSync(path.join(dist, 'index.html'))) throw new Error('There is no built site in dist/. Run `npm run build` first.')
  // A path of its own shows that the site works under any.
  server = await serveFolder(dist, '/some/path/')
  browser = await launchChromium()
})

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close()
  expect(faults.splice(0)).toEqual([])
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** The paths of all pages, such as `session-timeouts/`. The page for missing ones is not among them: hosts show it in the place of others. */
export const pages = () =>
  globSync('**/*.html', { cwd: dist })
    .filter((file) => file !== '404.html')
    .map((file) =>
      file
        .split(path.sep)
        .join('/')
        .replace(/index\.html$/, ''),
    )
    .sort()

export interface OpenOptions extends BrowserContextOptions {
  /** The test makes downloads fail, so what the browser says about that is no fault. */
  readonly expectFailures?: boolean
}

/** Opens a page, or with null only gets ready to. */
export async function open(address: string | null, { expectFailures = false, ...options }: OpenOptions = {}): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  opened.push(page)
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(server.address) && !/^(data|blob):/.test(url)) faults.push(`asked for ${url}`)
  })
  if (!expectFailures) {
    page.on('pageerror', (error) => faults.push(`threw ${error.message}`))
    page.on('console', (message) => message.type() === 'error' && faults.push(`said ${message.text()}`))
    page.on('response', (response) => response.status() >= 400 && faults.push(`got ${response.status()} for ${response.url()}`))
  }
  if (address !== null) await page.goto(server.address + address)
  return page
}

export const addressOf = (page: string) => server.address + page

export const example = (page: Page, id: string) => page.locator(`live-example[data-example="${id}"]`)
export const part = (element: Locator, name: string) => element.locator(`[data-part="${name}"]`)

type Live = HTMLElement & { code: string; state: string; run(): Promise<{ stdout: string; stderr: string }> }

export const setCode = (element: Locator, code: string) =>
  element.evaluate((live, text) => {
    ;(live as Live).code = text
  }, code)

/** Waits until the element is in one of the states, and says in which. */
export async function reach(element: Locator, ...states: string[]): Promise<string> {
  const handle = await element.elementHandle()
  const reached = await element
    .page()
    .waitForFunction(([live, wanted]) => (wanted.includes((live as Live).state) ? (live as Live).state : null), [handle, states] as const, {
      timeout: 150_000,
    })
  return (await reached.jsonValue())!
}

/** Presses Run and waits for the end; answers with the text of the output. */
export async function runToEnd(element: Locator): Promise<string> {
  await part(element, 'run').click()
  expect(await reach(element, 'done', 'failed', 'stopped'), (await part(element, 'status').textContent()) ?? '').toBe('done')
  return (await part(element, 'output').textContent())!
}

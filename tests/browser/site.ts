/** The built site in a browser, for the tests of one file. Every page that is opened is watched for errors and for requests to elsewhere. */
import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject, vi } from 'vitest'
import type { Tab } from './browsers/browser.ts'
import { launch } from './browsers/kinds.ts'
import { Page, type Part } from './page.ts'
import { StaticServer } from './static-server.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

const dist = path.resolve('dist')
if (!existsSync(path.join(dist, 'index.html'))) throw new Error('There is no built site in dist/. Run `npm run build` first.')

/** Which one these tests run in. */
export const browserName = inject('browser')
const browser = await launch(browserName)

/** The narrowest width to test at, in CSS pixels: WebKitGTK's window is never narrower than 334. */
export const NARROWEST = browserName === 'webkit' ? 340 : 320

let tab: Tab | null = null
/** Nothing has been opened in the tab. */
let blank = false
let expectFailures = false

/** A path of its own shows that the site works under any. */
export const server = new StaticServer({ folder: dist, prefix: '/some/path/', head: browser.head })

/** Whether WebAssembly can wait for promises in this browser: `describe.runIf(hasJspi)` for what cannot work without. */
export const hasJspi = await blankPage().then((page) => page.evaluate(() => 'Suspending' in WebAssembly))

/** What went wrong since this was last asked. */
export const faults = async () => [...server.faults.splice(0), ...((await tab?.faults()) ?? [])]

async function blankPage(): Promise<Page> {
  if (!tab || !blank) {
    await tab?.close()
    tab = await browser.newTab()
    blank = true
  }
  return new Page(tab)
}

beforeAll(() => server.listen())

afterEach(async () => {
  server.answers = {}
  const found = await faults()
  expect(expectFailures ? [] : found).toEqual([])
})

afterAll(async () => {
  await tab?.close()
  await browser.close()
  await server.close()
})

/** Of the pages of single examples, which are alike and show what the chapters show, these stand for all. */
const exampleAlone = ['examples/waiting/lock-queue/', 'examples/exercises/which-rule/']

/** Hosts show the first in the place of others; the others stand in frames. */
const notForReaders = ['404.html', 'sandbox/index.html', 'embed/frame/index.html']

/** The paths of all pages, such as `session-timeouts/`. Those that no reader opens are not among them. */
export const pages = () =>
  globSync('**/*.html', { cwd: dist })
    .filter((file) => !notForReaders.includes(file))
    .map((file) =>
      file
        .split(path.sep)
        .join('/')
        .replace(/index\.html$/, ''),
    )
    .filter((address) => !/^examples\/./.test(address) || exampleAlone.includes(address))
    .sort()

/** The same, for what takes seconds for a page: the entries of `errors/` are made alike, and every sixth stands for those about it. */
export const kindsOfPages = () => {
  const [entries, others] = [true, false].map((isEntry) => pages().filter((address) => /^errors\/./.test(address) === isEntry))
  return [...others!, ...entries!.filter((_, index) => index % 6 === 0)]
}

/** As a browser whose user wants so. */
const SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } }); "
/** As a browser that has none: what is asked of the server does not depend on what was asked before. */
const NO_SERVICE_WORKER = "Object.defineProperty(navigator, 'serviceWorker', { value: undefined }); "

interface OpenOptions {
  readonly width?: number
  /** The browser is told to run none. */
  readonly noScripts?: boolean
  /** The page may make an engine ready before Run is pressed. Else it is told to save data, and only what a test does starts one. */
  readonly mayPrepare?: boolean
  /** The browser keeps what it uses. Then pages are as they were built, and may prepare. */
  readonly keeps?: boolean
  /** The test keeps something from the page, so what the browser says about that is no fault. */
  readonly expectFailures?: boolean
}

/** Opens a page in the place of the one before, of which nothing is kept. */
export async function open(address: string, options: OpenOptions = {}): Promise<Page> {
  const page = await blankPage()
  expectFailures = options.expectFailures ?? options.noScripts ?? false
  if (options.noScripts) server.answers.noScripts = true
  if (options.keeps) server.answers.asBuilt = true
  else server.answers.script = `${NO_SERVICE_WORKER}${options.mayPrepare ? '' : SAVE_DATA}document.currentScript.remove()`
  server.sent.length = 0
  await page.tab.resize(options.width ?? 1280, 720)
  blank = false
  await page.tab.goto(server.address + address)
  return page
}

/** One page for all tests of a block: a page is slow to become ready for its first run. */
export function openOnce(address: string): () => Page {
  let page: Page
  beforeAll(async () => {
    page = await open(address)
  })
  return () => page
}

export const example = (page: Page, id: string) => page.find(`live-example[data-example="${id}"]`)
export const part = (element: Part, name: string) => element.find(`[data-part="${name}"]`)

/** What `<live-example>` is to others. */
export type Live = HTMLElement & {
  code: string
  state: string
  run(): Promise<{ stdout: string; stderr: string; exception: unknown; events: unknown[]; durationMs: number }>
}

export const setCode = (element: Part, code: string) =>
  element.evaluate((live: Live, text) => {
    live.code = text
  }, code)

/** Waits until the element is in one of the states, and says in which. */
export const reach = (element: Part, ...states: string[]) =>
  element.until((live: Live, wanted) => wanted.includes(live.state) && live.state, states)

/** Presses Run and waits for the end; answers with the text of the output. */
export async function runToEnd(element: Part): Promise<string> {
  await part(element, 'run').click()
  expect(await reach(element, 'done', 'failed', 'stopped'), await part(element, 'status').text()).toBe('done')
  return part(element, 'output').text()
}

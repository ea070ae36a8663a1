/**
 * From pressing Run to the first output in Chromium: this site, a page with Pyodide as it comes, one with PGlite as it comes.
 * Files are compressed alike. The site must have been built.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Version } from '../../src/offline/version.ts'
import { AS_READ_ARCHIVE } from '../../src/worker/as-read.ts'
import type { Browser, BrowserName } from '../browser/browsers/browser.ts'
import { kinds, launch } from '../browser/browsers/kinds.ts'
import { Page } from '../browser/page.ts'
import { cpuSeconds, isKnown, privateBytes } from '../process-tree.ts'
import { type PageServer, servePages } from './page-server.ts'
import type { BesideStock, PageResult, PageTimes } from './results.ts'
import { median, rounded } from './statistics.ts'

const RUNS = 7
/** A household's. */
const SLOW = { bytesPerSecond: 50e6 / 8, latencyMs: 20 }
const INTENT_MS = 2000
const TEN = 10
const root = path.resolve(import.meta.dirname, '../..')
const FOLDERS = {
  site: path.join(root, 'dist'),
  pyodide: path.join(root, 'node_modules/pyodide'),
  pglite: path.join(root, 'node_modules/@electric-sql/pglite/dist'),
  pages: path.join(import.meta.dirname, 'pages'),
}

/** As much as both others do together: Python starts, PostgreSQL answers, Python prints. */
const PROGRAM = `
import psycopg2
cur = psycopg2.connect("dbname=lab user=reader").cursor()
cur.execute("select 1")
print(cur.fetchone(), flush=True)
import time
time.sleep(0.5) # its worker is looked at meanwhile
`

type Live = HTMLElement & { code: string; state: string; run(): Promise<{ stderr: string }> }

/** Presses Run on the page's first example; answers how long it took to the first output. */
const pressRun = (page: Page): Promise<number> =>
  page.find('live-example').evaluate(async (live: Live, program) => {
    live.code = program
    const output = Promise.withResolvers<number>()
    const began = performance.now()
    live.addEventListener('live-output', () => output.resolve(performance.now() - began), { once: true })
    live.run().then(({ stderr }) => output.reject(new Error(stderr || 'There was no output.')), output.reject)
    return output.promise
  }, PROGRAM)

const callRun = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { run(): Promise<number> }).run())

const SUBJECTS = {
  ours: { address: '/site/timeouts/after-the-cancellation/', run: pressRun },
  stockPyodide: { address: '/pages/pyodide.html', run: callRun },
  stockPGlite: { address: '/pages/pglite.html', run: callRun },
} as const
type Subject = keyof typeof SUBJECTS

export async function measurePage(log: (line: string) => void): Promise<PageResult> {
  if (!existsSync(path.join(FOLDERS.site, 'index.html'))) throw new Error('There is no built site in dist/. Run `npm run build` first.')
  const server = await servePages(FOLDERS)
  try {
    const chromium = await measureIn('chromium', server, log)
    if (!kinds.firefox.isInstalled()) return chromium
    const { browser, ours, stockPyodide, stockPGlite } = await measureIn('firefox', server, log)
    return { ...chromium, firefox: { browser, ours, stockPyodide, stockPGlite } }
  } finally {
    server.close()
  }
}

const eachSubject = async <What>(measure: (subject: Subject) => What | Promise<What>): Promise<BesideStock<What>> => ({
  ours: await measure('ours'),
  stockPyodide: await measure('stockPyodide'),
  stockPGlite: await measure('stockPGlite'),
})

async function measureIn(name: BrowserName, server: PageServer, log: (line: string) => void): Promise<PageResult> {
  const browser = await launch(name)
  try {
    const rounds: BesideStock<Sample>[] = []
    const prepared: number[] = []
    for (let run = 0; run < RUNS; run++) {
      rounds.push(await eachSubject((subject) => measure(browser, server, subject)))
      prepared.push(await measurePrepared(browser, server.address))
      log(`${run + 1} of ${RUNS} runs in ${name}`)
    }
    const medianOf = (subject: Subject, which: keyof PageTimes | 'cpuSeconds') =>
      rounded(median(rounds.map((samples) => samples[subject][which])))
    const times = (subject: Subject): PageTimes => ({
      cold: medianOf(subject, 'cold'),
      slow: medianOf(subject, 'slow'),
      warm: medianOf(subject, 'warm'),
      again: medianOf(subject, 'again'),
    })
    const ours = rounds.map((samples) => samples.ours)
    return {
      runs: RUNS,
      browser: browser.version,
      ...(await eachSubject(times)),
      ...(isKnown && {
        cpuSeconds: await eachSubject((subject) => medianOf(subject, 'cpuSeconds')),
        privateBytes: await eachSubject((subject) => measureMemory(browser, server.address, subject)),
      }),
      prepared: rounded(median(prepared)),
      firstRunBytes: median(ours.map(({ bytes }) => bytes)),
      stages: ours[0]!.stages.map(({ name }) => ({
        name,
        ms: rounded(median(ours.flatMap(({ stages }) => stages.filter((stage) => stage.name === name).map(({ ms }) => ms)))),
      })),
    }
  } finally {
    await browser.close()
  }
}

/** After ten runs, with the engine for the next one. */
async function measureMemory(browser: Browser, server: string, subject: Subject): Promise<number> {
  const { address, run } = SUBJECTS[subject]
  return inTab(browser, 'about:blank', async (page) => {
    const blank = privateBytes()
    await page.tab.goto(server + address)
    for (let i = 0; i < TEN; i++) {
      await run(page)
      await untilIdle(page)
    }
    await pause(INTENT_MS)
    return privateBytes() - blank
  })
}

interface Sample extends PageTimes {
  readonly cpuSeconds: number
  readonly bytes: number
  readonly stages: PageResult['stages']
}

/** A tab has a cache of its own, empty at first. */
async function measure(browser: Browser, server: PageServer, subject: Subject): Promise<Sample> {
  const { address, run } = SUBJECTS[subject]
  server.link(SLOW)
  const slow = await inTab(browser, server.address + address, run)
  server.link(null)
  const tab = await browser.newTab()
  const page = new Page(tab)
  try {
    await tab.goto(server.address + address)
    server.sentBytes = 0
    const cpuBefore = isKnown ? cpuSeconds() : 0
    const cold = await run(page)
    const cpu = isKnown ? cpuSeconds() - cpuBefore : 0
    const bytes = server.sentBytes
    if (subject === 'ours') await untilKept(page)
    await forgetRun(page)
    await tab.goto('about:blank')
    await tab.goto(server.address + address)
    const warm = await run(page)
    const stages = subject === 'ours' && tab.inWorker ? JSON.parse((await tab.inWorker(STAGES))!) : []
    await untilIdle(page)
    // Each run here has a new engine, which has begun to get ready
    if (subject === 'ours') await pause(INTENT_MS)
    return { cold, slow, warm, again: await run(page), cpuSeconds: cpu, bytes, stages }
  } finally {
    await tab.close()
  }
}

/** The worker notes them. */
const STAGES = `JSON.stringify(performance.getEntriesByType('measure').map(({ name, duration }) => ({ name, ms: duration })))`

/** The pages' files are in the cache, and the focus comes to Run some time before it is pressed. */
async function measurePrepared(browser: Browser, server: string): Promise<number> {
  return inTab(browser, server + SUBJECTS.ours.address, async (page) => {
    await pressRun(page)
    await forgetRun(page)
    await page.tab.goto('about:blank')
    await page.tab.goto(server + SUBJECTS.ours.address)
    await page.find('live-example [data-part="run"]').focus()
    await pause(INTENT_MS)
    return pressRun(page)
  })
}

/** Until the service worker has all of the engine: what it has not, a second visit would ask the browser's own cache for. */
const untilKept = (page: Page) =>
  page.find('html').until(async (_html, asRead) => {
    const paths: string[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      const addresses = (await cache.keys()).map(({ url }) => url)
      const list = addresses.find((url) => url.includes('/kept/versions/'))
      if (!list) continue
      const { files } = (await (await cache.match(list))!.json()) as Version
      const isMissing = (path: string) => !addresses.some((url) => url.endsWith(`/kept/contents/${files[path]!.digest}`))
      const isOfEach = (path: string) => path.startsWith('lab/') && !path.endsWith('.file') && !path.endsWith(asRead)
      paths.push(...Object.keys(files).filter(isOfEach))
      if (paths.some(isMissing)) return false
    }
    return paths.length > 0
  }, AS_READ_ARCHIVE)

/** Else the next page would start the engine by itself. */
const forgetRun = (page: Page) => page.evaluate(() => sessionStorage.clear())

async function inTab(browser: Browser, address: string, run: (page: Page) => Promise<number>): Promise<number> {
  const tab = await browser.newTab()
  try {
    await tab.goto(address)
    return await run(new Page(tab))
  } finally {
    await tab.close()
  }
}

/** The site is ready for another run a little after the first output. */
async function untilIdle(page: Page): Promise<void> {
  await page.find('body').until(() => {
    const live = document.querySelector<Live>('live-example')
    return !live || live.state === 'done'
  })
}

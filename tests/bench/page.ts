/**
 * From pressing Run to the first output in Chromium: this site, a page with Pyodide as it comes, one with PGlite as it comes.
 * Files are compressed alike. The site must have been built.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from '../browser/browsers/browser.ts'
import { launch } from '../browser/browsers/kinds.ts'
import { Page } from '../browser/page.ts'
import { type PageServer, servePages } from './page-server.ts'
import type { PageResult, PageTimes } from './results.ts'
import { median, rounded } from './statistics.ts'

const RUNS = 7
/** A household's. */
const SLOW = { bytesPerSecond: 50e6 / 8, latencyMs: 20 }
const INTENT_MS = 2000
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
  const browser = await launch('chromium')
  try {
    const samples: Record<Subject, Sample[]> = { ours: [], stockPyodide: [], stockPGlite: [] }
    const prepared: number[] = []
    for (let run = 0; run < RUNS; run++) {
      for (const subject of Object.keys(SUBJECTS) as Subject[]) samples[subject].push(await measure(browser, server, subject))
      prepared.push(await measurePrepared(browser, server.address))
      log(`${run + 1} of ${RUNS} runs`)
    }
    const times = (subject: Subject): PageTimes => {
      const of = (which: keyof PageTimes) => rounded(median(samples[subject].map((sample) => sample[which])))
      return { cold: of('cold'), slow: of('slow'), warm: of('warm'), again: of('again') }
    }
    return {
      runs: RUNS,
      browser: browser.version,
      ours: times('ours'),
      stockPyodide: times('stockPyodide'),
      stockPGlite: times('stockPGlite'),
      prepared: rounded(median(prepared)),
      firstRunBytes: median(samples.ours.map(({ bytes }) => bytes)),
      stages: samples.ours[0]!.stages.map(({ name }) => ({
        name,
        ms: rounded(median(samples.ours.flatMap(({ stages }) => stages.filter((stage) => stage.name === name).map(({ ms }) => ms)))),
      })),
    }
  } finally {
    await browser.close()
    server.close()
  }
}

interface Sample extends PageTimes {
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
    const cold = await run(page)
    const bytes = server.sentBytes
    await forgetRun(page)
    await tab.goto('about:blank')
    await tab.goto(server.address + address)
    const warm = await run(page)
    const stages = subject === 'ours' ? JSON.parse((await tab.inWorker!(STAGES))!) : []
    await untilIdle(page)
    // Each run here has a new engine, which has begun to get ready
    if (subject === 'ours') await pause(INTENT_MS)
    return { cold, slow, warm, again: await run(page), bytes, stages }
  } finally {
    await tab.close()
  }
}

/** Downloads end when the last byte has come; the worker notes the other stages. */
const STAGES = `JSON.stringify([
  { name: 'downloading', ms: Math.max(...performance.getEntriesByType('resource').map(({ responseEnd }) => responseEnd)) },
  ...performance.getEntriesByType('measure').map(({ name, duration }) => ({ name, ms: duration })),
])`

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

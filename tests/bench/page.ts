/**
 * From pressing Run to the first output in Chromium: this site, a page with Pyodide as it comes, one with PGlite as it comes.
 * The site must have been built.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from '../browser/browsers/browser.ts'
import { launch } from '../browser/browsers/kinds.ts'
import { Page } from '../browser/page.ts'
import { servePages } from './page-server.ts'
import type { PageResult, PageTimes } from './results.ts'
import { median, rounded } from './statistics.ts'

const RUNS = 7
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
print(cur.fetchone())
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
  ours: { address: '/site/session-timeouts/', run: pressRun },
  stockPyodide: { address: '/pages/pyodide.html', run: callRun },
  stockPGlite: { address: '/pages/pglite.html', run: callRun },
} as const
type Subject = keyof typeof SUBJECTS

export async function measurePage(log: (line: string) => void): Promise<PageResult> {
  if (!existsSync(path.join(FOLDERS.site, 'index.html'))) throw new Error('There is no built site in dist/. Run `npm run build` first.')
  const server = await servePages(FOLDERS)
  const browser = await launch('chromium')
  try {
    const samples: Record<Subject, PageTimes[]> = { ours: [], stockPyodide: [], stockPGlite: [] }
    for (let run = 0; run < RUNS; run++) {
      for (const subject of Object.keys(SUBJECTS) as Subject[]) samples[subject].push(await measure(browser, server.address, subject))
      log(`${run + 1} of ${RUNS} runs`)
    }
    const times = (subject: Subject): PageTimes => {
      const of = (which: keyof PageTimes) => rounded(median(samples[subject].map((sample) => sample[which])))
      return { cold: of('cold'), warm: of('warm'), again: of('again') }
    }
    return {
      runs: RUNS,
      browser: browser.version,
      ours: times('ours'),
      stockPyodide: times('stockPyodide'),
      stockPGlite: times('stockPGlite'),
    }
  } finally {
    await browser.close()
    server.close()
  }
}

/** A tab has a cache of its own, empty at first. */
async function measure(browser: Browser, server: string, subject: Subject): Promise<PageTimes> {
  const { address, run } = SUBJECTS[subject]
  const tab = await browser.newTab()
  const page = new Page(tab)
  try {
    await tab.goto(server + address)
    const cold = await run(page)
    await tab.goto('about:blank')
    await tab.goto(server + address)
    const warm = await run(page)
    await untilIdle(page)
    return { cold, warm, again: await run(page) }
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

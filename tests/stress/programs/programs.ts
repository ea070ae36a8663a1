/** Runs what tries to break a page in one page of the built site, in Chromium, each followed by an ordinary program. */
import { existsSync } from 'node:fs'
import { launch } from '../../browser/browsers/kinds.ts'
import { Page } from '../../browser/page.ts'
import { StaticServer } from '../../browser/static-server.ts'
import { privateBytes } from '../../process-tree.ts'
import { BREAKERS } from './breakers.ts'
import { PROBE } from './leftovers.ts'
import { PAIRS } from './pairs.ts'

/** So long, in milliseconds, may a program go on until Stop is pressed, and Stop take: a program that catches everything has a second. */
const LASTS = 3000
const STOP = 500
const GRACE = 1000
/** So long may the page draw nothing, in 99 of 100 programs. */
const GAP = 200
/** So much longer than undisturbed may the ordinary program take, by the medians. */
const SLOWER = 1.5
/** So much more memory than before may the browser have after a family of programs, so many milliseconds later at the latest. */
const LARGER = 1.3
const GIVEN_BACK = 10_000
/** What has not ended so long after Stop, or after Run of the ordinary program, is taken for a hang. */
const HANGS = 30_000
const ADDRESS = 'timeouts/after-the-cancellation/'

type Live = HTMLElement & { code: string; state: string; run(): Promise<{ stdout: string }>; stop(): void }

interface Outcome {
  readonly state: string
  readonly status: string
  /** The longest time between frames. */
  readonly gap: number
  /** How long Stop took; null if it was not pressed. */
  readonly stop: number | null
  /** The page has elements or a title that come from the program. */
  readonly markup: boolean
}

/** In the page: runs a program, presses Stop if need be, and tells how it went. */
const attempt = (page: Page, program: string): Promise<Outcome> =>
  page.find('live-example').evaluate(
    async (live: Live, code, lasts, hangs) => {
      const { title } = document
      const within = (ms: number) => Promise.race([ended, new Promise<false>((resolve) => setTimeout(() => resolve(false), ms))])
      let [gap, last, going] = [0, performance.now(), true]
      const tick = (now: number) => {
        gap = Math.max(gap, now - last)
        last = now
        if (going) requestAnimationFrame(tick)
      }
      requestAnimationFrame(tick)
      live.code = code
      const ended = live.run().then(
        () => true,
        () => true,
      )
      let stop = null
      if (!(await within(lasts))) {
        const pressed = performance.now()
        live.stop()
        await within(hangs)
        stop = performance.now() - pressed
      }
      await new Promise(requestAnimationFrame)
      going = false
      const markup = document.title !== title || live.querySelector('script, iframe, [onerror], [onload], [href^="javascript:"]') !== null
      return { state: live.state, status: live.querySelector('[data-part="status"]')!.textContent, gap, stop, markup }
    },
    program,
    LASTS,
    HANGS,
  )

/** The ordinary program: what it prints, and how long it took from Run. */
const ordinary = (page: Page): Promise<{ stdout: string; ms: number }> =>
  page.find('live-example').evaluate(
    async (live: Live, code, hangs) => {
      live.code = code
      const began = performance.now()
      const hung = new Promise<{ stdout: string }>((resolve) => setTimeout(() => resolve({ stdout: 'It never ends.' }), hangs))
      const { stdout } = await Promise.race([live.run(), hung])
      return { stdout, ms: performance.now() - began }
    },
    PROBE,
    HANGS,
  )

/** So many of them, from the first to the last kind. */
const spread = <Item>(items: readonly Item[], most: number) => {
  const share = (index: number) => Math.floor((index * most) / items.length)
  return items.filter((_, index) => share(index) > share(index - 1))
}
const percentile = (values: readonly number[], part: number) =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0
const withoutAddresses = (text: string) => text.replace(/0x[\da-f]+/g, '0x')

/** The browser's memory once it is enough, or after a while. */
async function settled(isEnough: (bytes: number) => boolean): Promise<number> {
  const until = performance.now() + GIVEN_BACK
  for (;;) {
    const bytes = privateBytes()
    if (isEnough(bytes) || performance.now() > until) return bytes
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Lines that say what is wrong. `most`: so many programs of each family. */
export async function breakPage(most: number, log: (line: string) => void): Promise<string[]> {
  if (!existsSync('dist/index.html')) return ['There is no built site in dist/. Run `npm run build` first.']
  const server = new StaticServer({ folder: 'dist', prefix: '/', head: '' })
  await server.listen()
  const browser = await launch('chromium')
  const wrong: string[] = []
  const [gaps, stops, after]: number[][] = [[], [], []]
  try {
    const tab = await browser.newTab()
    const page = new Page(tab)
    await tab.goto(server.address + ADDRESS)
    const { stdout: expected } = await ordinary(page)
    const quiet: number[] = []
    for (let i = 0; i < 5; i++) quiet.push((await ordinary(page)).ms)
    const undisturbed = percentile(quiet, 0.5)
    const families = { ...BREAKERS, pairs: PAIRS }
    const before = await settled(() => false)
    for (const [family, programs] of Object.entries(families)) {
      for (const program of spread(programs, most)) {
        const { state, status, gap, stop, markup } = await attempt(page, program)
        const { stdout, ms } = await ordinary(page)
        const name = `${family}: ${JSON.stringify(program.slice(0, 60))}`
        log(
          `${name}: ${state}, ${status}, gap ${gap.toFixed(0)}${stop === null ? '' : `, Stop ${stop.toFixed(0)}`}, next ${ms.toFixed(0)} ms`,
        )
        // An engine whose JavaScript was replaced may fail, too, but not without a word
        if (!['done', 'stopped', 'failed'].includes(state) || /^\W*$|: $/.test(status)) wrong.push(`${name} ends as ${state}: ${status}`)
        if (withoutAddresses(stdout) !== withoutAddresses(expected)) wrong.push(`${name} leaves something: ${stdout}`)
        if (markup) wrong.push(`${name} becomes markup`)
        gaps!.push(gap)
        after!.push(ms)
        if (stop !== null) {
          stops!.push(stop)
          if (stop > GRACE + STOP) wrong.push(`${name} is stopped after ${stop.toFixed(0)} ms`)
        }
      }
      const factor = (await settled((bytes) => bytes <= LARGER * before)) / before
      log(`after ${family}: ${factor.toFixed(2)} times the memory of before`)
      if (factor > LARGER) wrong.push(`After ${family} the browser has ${factor.toFixed(2)} times the memory of before`)
    }
    const [next, longest] = [percentile(after!, 0.5), percentile(gaps!, 0.99)]
    log(`${gaps!.length} programs; undisturbed ${undisturbed.toFixed(0)} ms; next, median ${next.toFixed(0)} ms`)
    log(
      `Stop, median ${percentile(stops!, 0.5).toFixed(0)} ms, 99 % ${percentile(stops!, 0.99).toFixed(0)} ms; gap, 99 % ${longest.toFixed(0)} ms`,
    )
    if (next > SLOWER * undisturbed) wrong.push(`The ordinary program takes ${next.toFixed(0)} instead of ${undisturbed.toFixed(0)} ms`)
    if (longest > GAP) wrong.push(`The page draws nothing for ${longest.toFixed(0)} ms`)
    wrong.push(...server.faults)
  } finally {
    await browser.close()
    await server.close()
  }
  return wrong
}

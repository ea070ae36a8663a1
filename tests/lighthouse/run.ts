/**
 * `npm run lighthouse [-- PAGE…]`: Lighthouse, which npx fetches, against the built site: six pages, or those named, as a desktop and as a phone.
 * Prints the scores, and what costs some; fails if one is below 100. It judges times, so it is run by hand, on a quiet machine.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { servePages } from '../bench/page-server.ts'
import { findChromium } from '../browser/browsers/chromium.ts'

const VERSION = '13.5.0'
const PAGES = ['', 'session-timeouts/', 'timeouts/after-the-cancellation/', 'which-timer-wins/', 'errors/', 'reference/timeouts/']
const FLAGS = '--headless=new --no-sandbox --disable-gpu'

interface Report {
  readonly categories: Readonly<Record<string, Category>>
  readonly audits: Readonly<Record<string, Audit>>
}
interface Audit {
  readonly title: string
  readonly score: number | null
  readonly details?: { readonly items?: readonly Item[] }
}
/** What is found fault with: an element, or a link. */
interface Item {
  readonly node?: { readonly snippet?: string }
  readonly href?: string
  readonly text?: string
}
interface Category {
  readonly title: string
  readonly score: number | null
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[]
}

const folder = path.resolve('dist')
if (!existsSync(path.join(folder, 'index.html'))) throw new Error('There is no built site in dist/. Run `npm run build` first.')
const chromium = findChromium()
if (chromium === null) throw new Error('There is no Chromium. Set CHROME_PATH to one.')

// Compressed, as hosts send it
const server = await servePages({ site: folder })
const reports = mkdtempSync(path.join(tmpdir(), 'lighthouse-'))
const asked = process.argv.slice(2)
let below = 0
try {
  for (const page of asked.length > 0 ? asked : PAGES)
    for (const form of ['desktop', 'phone'] as const) {
      const { categories, audits } = await measure(page, form)
      const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round((score ?? 0) * 100)}`)
      console.log(`/${page} as a ${form}: ${scores.join(', ')}`)
      for (const { title, score, auditRefs } of Object.values(categories)) {
        if (score === 1) continue
        below++
        const costs = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
        for (const { id } of costs) {
          console.log(`    ${title}: ${audits[id]!.title}`)
          for (const { node, href, text } of audits[id]!.details?.items ?? [])
            if (node?.snippet || href) console.log(`        ${node?.snippet ?? `${text}: ${href}`}`)
        }
      }
    }
} finally {
  await server.close()
  rmSync(reports, { recursive: true })
}
if (below > 0) process.exitCode = 1

async function measure(page: string, form: 'desktop' | 'phone'): Promise<Report> {
  const file = path.join(reports, 'report.json')
  const preset = form === 'desktop' ? ['--preset=desktop'] : []
  const args = [`${server.address}/site/${page}`, '--quiet', '--output=json', `--output-path=${file}`, `--chrome-flags=${FLAGS}`, ...preset]
  // The server answers from this process, which therefore must not block
  const child = spawn('npx', ['--yes', `lighthouse@${VERSION}`, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CHROME_PATH: chromium! },
  })
  const status = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject))
  if (status !== 0) throw new Error(`Lighthouse ended with status ${status}.`)
  return JSON.parse(readFileSync(file, 'utf8'))
}

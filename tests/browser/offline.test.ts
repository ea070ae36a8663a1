/** What the service worker keeps: a second visit needs no network, and a new version takes over whole or not at all. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Version } from '../../src/offline/version.ts'
import { AS_READ_ARCHIVE } from '../../src/worker/as-read.ts'
import type { Page } from './page.ts'
import { example, open, part, runToEnd, server, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'
const PAGE = 'timeouts/after-the-cancellation/'

const built = (file: string) => readFileSync(path.join('dist', file), 'utf8')
const listFile = globSync('version-*.json', { cwd: 'dist' })[0]!
const version: Version = JSON.parse(built(listFile))
const versionId = /^version-(.*)\.json$/.exec(listFile)![1]!
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Without those that are fetched one by one, or by programs that run apart. */
const engineFiles = Object.keys(version.files).filter(
  (path) => path.startsWith('lab/') && !path.endsWith('.file') && !path.endsWith(AS_READ_ARCHIVE),
)
const asRead = Object.keys(version.files).filter((path) => path.includes('colorsys'))

const disconnect = () => {
  server.answers.lose = () => true
}

/** Waits until the browser keeps these contents, whole. */
const keeps = (page: Page, digests: readonly string[]) =>
  page.find('html').until(async (_html, wanted) => {
    const missing = new Set(wanted)
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const { url } of await cache.keys()) {
        const digest = url.slice(url.lastIndexOf('/') + 1)
        if (!missing.has(digest)) continue
        const content = await (await cache.match(url))!.arrayBuffer()
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content)).toHex()
        if (hash.startsWith(digest)) missing.delete(digest)
      }
    }
    return missing.size === 0
  }, digests)
const keepsFiles = (page: Page, paths: readonly string[]) =>
  keeps(
    page,
    paths.map((path) => version.files[path]!.digest),
  )
const withNeeds = (path: string) => [path, ...version.files[path]!.needs!]

/** Puts something else in the place of a content that is kept. */
const replaceKept = (page: Page, digest: string, content: string) =>
  page.evaluate(
    async (digest, content) => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const { url } of await cache.keys()) if (url.endsWith(digest)) await cache.put(url, new Response(content))
      }
    },
    digest,
    content,
  )

/** The site as it is built, but for what this page says; `sent` is what comes when the page is asked for. */
function deploy(said: string, change: (html: string) => string = (html) => html): string {
  const html = built(`${PAGE}index.html`).replace('After the cancellation</h1>', `${said}</h1>`)
  const files = { ...version.files, [PAGE]: { ...version.files[PAGE], digest: digestOf(html) } }
  const list = JSON.stringify({ files })
  const contents: Record<string, string> = {
    'service-worker.js': built('service-worker.js').replace(versionId, digestOf(list)),
    [`version-${digestOf(list)}.json`]: list,
    [PAGE]: change(html),
  }
  server.answers.replace = (name) => contents[name.slice(new URL(server.address).pathname.length)]
  return digestOf(html)
}

/** As the browser does when a page is opened; waits until the new version has taken over, or has been given up. */
const update = (page: Page) =>
  page.find('html').until(async (html: HTMLElement) => {
    const registration = (await navigator.serviceWorker.getRegistration())!
    if (!html.dataset['updated']) {
      await registration.update()
      html.dataset['updated'] = 'yes'
    }
    return !registration.installing && !registration.waiting && registration.active!.state === 'activated'
  })

const heading = (page: Page) => page.find('h1').text()

test('what was used needs no network: a page, a run, a module that few import', async () => {
  const page = await open(PAGE, { keeps: true, expectFailures: true })
  const element = example(page, id)
  await page.find('html').until(() => navigator.serviceWorker.controller !== null)
  await setCode(element, 'import colorsys\nprint(colorsys.rgb_to_hsv(0, 0, 0))')
  expect(await runToEnd(element)).toBe('(0.0, 0.0, 0)\n')
  // Bytecode alone is read: the source is for tracebacks
  await keepsFiles(page, [...withNeeds(PAGE), ...engineFiles, ...asRead.filter((path) => path.includes('.pyc'))])
  disconnect()
  server.sent.length = 0
  await page.tab.reload()
  await part(element, 'progress').evaluate((progress) => {
    new MutationObserver(() => {
      document.body.dataset['told'] = `${document.body.dataset['told'] ?? ''}${progress.textContent};`
    }).observe(progress, { childList: true, characterData: true, subtree: true })
  })
  await setCode(element, 'import colorsys\nprint(colorsys.rgb_to_hsv(1, 1, 1))')
  expect(await runToEnd(element)).toBe('(0.0, 0.0, 1)\n')
  expect(server.sent).toEqual([])
  const told = await page.find('body').attribute('data-told')
  expect(told).toContain('Starting')
  expect(told).not.toContain('Downloading')
})

test('what is kept is no larger than the page "How it works" says', () => {
  const page = readFileSync('src/content/docs/how-it-works.mdx', 'utf8')
  const said = (row: string, which = 0) => {
    const line = page.split('\n').find((each) => each.startsWith(`| ${row}`))
    return Number(Array.from(line!.matchAll(/([\d.]+) MB/g))[which]![1]) * 1e6
  }
  const size = (file: string) => statSync(path.join('dist', /(^|\/)$/.test(file) ? `${file}index.html` : file)).size
  const sum = (files: readonly string[]) => files.reduce((all, file) => all + size(file), 0)
  const names = Object.keys(version.files)
  const largest = (files: readonly string[]) => Math.max(...files.map((file) => sum([file, ...(version.files[file]!.needs ?? [])])))
  // 50 kB are what rounding may hide
  const rounding = 50_000
  expect(size(listFile)).toBeLessThan(said('The list') + rounding)
  expect(largest(names.filter((name) => /(^|\/)$/.test(name)))).toBeLessThan(said('Pages') + rounding)
  expect(sum(engineFiles)).toBeLessThan(said('Python, PostgreSQL') + rounding)
  const modules = names.filter((name) => name.endsWith('.file'))
  expect(largest(modules)).toBeLessThan(said("Modules of Python's", 1) + rounding)
  expect(modules.filter((name) => size(name) > said("Modules of Python's")).length).toBeLessThan(modules.length / 20)
})

test('a page that has not been opened says what is missing', async () => {
  const page = await open(PAGE, { keeps: true, expectFailures: true })
  await keepsFiles(page, withNeeds(PAGE))
  disconnect()
  await page.tab.goto(`${server.address}threads/`)
  expect(await heading(page)).toBe('There is no connection to the network')
  await page.tab.goto(server.address + PAGE)
  expect(await heading(page)).toBe('After the cancellation')
})

test('a new version takes over with what was used of the one before', async () => {
  const page = await open(PAGE, { keeps: true, expectFailures: true })
  await keepsFiles(page, withNeeds(PAGE))
  const digest = deploy('The new version')
  await update(page)
  await keeps(page, [digest])
  disconnect()
  await page.tab.reload()
  expect(await heading(page)).toBe('The new version')
})

test.each([
  ['comes cut', (html: string) => html.slice(0, -1)],
  ['is of another version', (html: string) => html.replace('The new version', 'Another one')],
])('a new version of which a file %s does not take over, and the next attempt does', async (_what, change) => {
  const page = await open(PAGE, { keeps: true, expectFailures: true })
  await keepsFiles(page, withNeeds(PAGE))
  deploy('The new version', change)
  await update(page)
  await page.tab.reload()
  expect(await heading(page)).toBe('After the cancellation')
  deploy('The new version')
  await update(page)
  await page.tab.reload()
  expect(await heading(page)).toBe('The new version')
})

test('half a file in the cache, or one of another version, is fetched anew', async () => {
  const page = await open(PAGE, { keeps: true })
  const element = example(page, id)
  await setCode(element, 'print("first")')
  expect(await runToEnd(element)).toBe('first\n')
  await keepsFiles(page, [...withNeeds(PAGE), ...engineFiles])
  const image = engineFiles.find((path) => path.endsWith('python.image'))!
  const scripts = withNeeds(PAGE).filter((path) => path.endsWith('.js'))
  for (const path of [image, ...scripts]) await replaceKept(page, version.files[path]!.digest, 'half a f')
  await replaceKept(page, version.files[PAGE]!.digest, '<h1>Another version</h1>')
  await page.tab.reload()
  expect(await heading(page)).toBe('After the cancellation')
  await setCode(element, 'print("second")')
  expect(await runToEnd(element)).toBe('second\n')
  await keepsFiles(page, [image, PAGE, ...scripts])
})

test.each([
  ['is forbidden', 'caches.open = async () => { throw new DOMException("No.", "SecurityError") };'],
  ['is full', 'Cache.prototype.put = async () => { throw new DOMException("Full.", "QuotaExceededError") };'],
])('where storage %s all works as without a service worker', async (_what, first) => {
  const script = 'service-worker.js'
  server.answers.replace = (name) => (name.endsWith(script) ? first + built(script) : undefined)
  const page = await open(PAGE, { keeps: true })
  await vi.waitFor(() => expect(server.sent.map(({ name }) => path.basename(name))).toContain(script), { timeout: 60_000 })
  // Its installation fails, and with it the registration
  await page.find('html').until(async () => (await navigator.serviceWorker.getRegistration()) === undefined)
  const element = example(page, id)
  await setCode(element, 'print("here")')
  expect(await runToEnd(element)).toBe('here\n')
})

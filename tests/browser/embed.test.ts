/**
 * `<psycopg2-example>` in pages of other origins: it runs what they give it, tells them of it, and keeps all apart. The pages here are served
 * from a port of their own; they load the element's script from the site, as pages of others do.
 */
import { globSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toLink } from '../../src/playground/link.ts'
import { findings } from './axe.ts'
import type { Page } from './page.ts'
import { browserName, open, part, reach, server } from './site.ts'

interface Result {
  stdout: string
  exception: { type: string } | null
  events: unknown[]
}
type Element = HTMLElement & { code: string; state: string; run(): Promise<Result>; stop(): void }

/** Other people's pages may use the site's files if the host says so. */
const HEADERS = readFileSync('public/_headers', 'utf8')

const bodies = new Map<string, string>()
const others = createServer((request, response) => {
  const body = bodies.get(request.url ?? '/')
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Somebody’s page</title><h1>Somebody’s page</h1>${body}`)
})
/** Two names of one server are two origins. */
const theirs = (host = '127.0.0.1') => `http://${host}:${(others.address() as AddressInfo).port}`
beforeAll(() => new Promise<void>((ready) => others.listen(0, ready)))
afterAll(async () => {
  const closed = new Promise((closed) => others.close(closed))
  others.closeAllConnections()
  await closed
})

const script = () => `<script type="module" src="${server.address}embed.js"></script>`

/** Somebody's page with that in its body. */
async function openTheirs(body: string): Promise<Page> {
  const page = await open('robots.txt', { expectFailures: true })
  server.answers.headers = HEADERS
  bodies.set('/', body)
  await page.tab.goto(`${theirs()}/`)
  return page
}

const element = (page: Page) => page.find('psycopg2-example')
const run = (page: Page) => element(page).evaluate(async (element: Element) => (await element.run()).stdout)

const PROGRAM = `
  import psycopg2
  cur = psycopg2.connect("dbname=lab user=reader").cursor()
  cur.execute("select n from t where n &lt; 2")
  print(cur.fetchone())
`
const SETUP = 'create table t (n int); grant all on t to reader; insert into t values (1)'

test('a page of another origin shows a program, runs it, and hears what becomes of it', async () => {
  const page = await openTheirs(
    `${script()}<psycopg2-example heading="Theirs" theme="light" setup="${SETUP}"><pre>${PROGRAM}</pre></psycopg2-example>`,
  )
  await page.evaluate(() => {
    const told: string[] = []
    for (const type of ['run', 'result'])
      document.addEventListener(type, (event) => {
        told.push(`${type} ${Object.keys((event as CustomEvent).detail)}`)
        document.body.dataset['told'] = told.join('; ')
      })
  })
  expect(await run(page)).toBe('(1,)\n')
  expect(await element(page).evaluate((element: Element) => [element.code.split('\n')[0], element.state])).toEqual([
    'import psycopg2',
    'done',
  ])
  expect(await page.find('body').attribute('data-told')).toBe('run code; result result,message')
  // As high as what it shows
  expect(
    await element(page).evaluate(
      (element: Element) => element.shadowRoot!.querySelector('iframe')!.clientHeight !== 384 && element.offsetHeight > 400,
    ),
  ).toBe(true)
})

test('an exception is a result; what never ends is stopped; other code is other code', async () => {
  const page = await openTheirs(`${script()}<psycopg2-example>1 / 0</psycopg2-example>`)
  expect(await element(page).evaluate(async (element: Element) => (await element.run()).exception?.type)).toBe('ZeroDivisionError')
  expect(
    await element(page).evaluate(async (element: Element) => {
      element.code = 'print("begun", flush=True)\nwhile True: pass\n'
      const running = new Promise((resolve) => element.addEventListener('run', resolve))
      const result = element.run()
      await running
      element.stop()
      await result
      return element.state
    }),
  ).toBe('stopped')
})

// What is loaded is the same to all browsers
test.runIf(browserName === 'chromium')('its script is small, and nothing of the engine is downloaded before Run', async () => {
  const page = await openTheirs(`${script()}<psycopg2-example>print(1)</psycopg2-example>`)
  await element(page).until((element: Element) => element.shadowRoot?.querySelector('iframe')?.style.height)
  await server.idle()
  const sent = new Map(server.sent.map(({ name, body }) => [name.slice(name.lastIndexOf('/') + 1), body]))
  expect(gzipSync(sent.get('embed.js')!).length).toBeLessThanOrEqual(4 * 1024)
  expect([...sent.keys()].filter((name) => /wasm|archive|image|entry/.test(name))).toEqual([])
})

test('what Run downloads is as much as the page says', () => {
  const said = Number(/then it is (\d+) MB/.exec(readFileSync('src/content/docs/embed.mdx', 'utf8'))![1]) * 1e6
  const files = globSync('dist/lab/*/*').filter((file) => !file.endsWith('.file'))
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
  expect(Math.abs(said - bytes)).toBeLessThan(500_000)
})

test('an example of the site, by its name', async () => {
  const page = await openTheirs(`${script()}<psycopg2-example example="session-timeouts/statement-timeout"></psycopg2-example>`)
  expect(await run(page)).toContain('QueryCanceled')
  expect(await element(page).evaluate((element: Element) => element.code)).toContain('statement_timeout')
})

describe('kept apart', () => {
  test('what a program could reach, had nothing been taken from its worker: nothing', async () => {
    const page = await openTheirs(`${script()}<psycopg2-example>print(1)</psycopg2-example>`)
    const worker = `self.onmessage = async () => {
      const open = () => new Promise((resolve, reject) => Object.assign(indexedDB.open('x'), { onsuccess: resolve, onerror: reject }))
      const ask = () => {
        const request = new XMLHttpRequest()
        request.open('GET', '${server.address}reached.js', false)
        request.send()
      }
      const attempts = [() => fetch('${server.address}reached.js'), ask, () => import('${server.address}reached.js'), open]
      const ends = await Promise.all(attempts.map((attempt) => Promise.try(attempt).then(() => 'reached', () => 'refused')))
      postMessage({ type: 'failed', message: ends.join() })
    }`
    server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? worker : name.endsWith('reached.js') ? '1' : undefined)
    const message = await element(page).evaluate((element: Element) => element.run().then(String, ({ message }) => message))
    expect(message).toBe('refused,refused,refused,refused')
    expect(server.sent.filter(({ name }) => name.endsWith('reached.js'))).toEqual([])
  })

  test('elements of two origins in one window: each page hears of its own', async () => {
    bodies.set(
      '/inner',
      `${script()}<psycopg2-example>print("inner")</psycopg2-example>
      <script type="module">
        const element = document.querySelector('psycopg2-example')
        await customElements.whenDefined('psycopg2-example')
        parent.postMessage((await element.run()).stdout, '*')
      </script>`,
    )
    const page = await openTheirs(
      `<script>addEventListener('message', ({ data }) => { if (typeof data === 'string') document.body.dataset.inner = data })</script>
      ${script()}<psycopg2-example>print("outer")</psycopg2-example><iframe src="${theirs('localhost')}/inner"></iframe>`,
    )
    expect(await run(page)).toBe('outer\n')
    await page.find('body[data-inner]').appears()
    expect(await page.find('body').attribute('data-inner')).toBe('inner\n')
    expect(await element(page).evaluate((element: Element) => element.code)).toBe('print("outer")\n')
  })

  test('messages of others, or of no known shape, change nothing', async () => {
    const page = await openTheirs(`${script()}<psycopg2-example>print("mine")</psycopg2-example>`)
    expect(await run(page)).toBe('mine\n')
    const looks = await element(page).evaluate(async (element: Element) => {
      const look = () => [element.state, element.code, element.shadowRoot!.querySelector('iframe')!.clientHeight > 1]
      const before = look()
      const frame = element.shadowRoot!.querySelector('iframe')!.contentWindow!
      // To the element, not from its frame
      for (const message of [
        { type: 'psycopg2-example state', state: 'forged' },
        { type: 'psycopg2-example code', code: 'forged' },
        { type: 'psycopg2-example height', height: 1 },
      ])
        postMessage(message, '*')
      // To the frame, of a wrong shape
      for (const message of [
        'run',
        null,
        { type: 'psycopg2-example open', title: 'x', code: 7, setup: null },
        { type: 'psycopg2-example open', title: 'x', code: 'x'.repeat(2_000_000), setup: null },
        { type: 'psycopg2-example open', example: {} },
        { type: 'psycopg2-example run', call: 'x' },
        { type: 'psycopg2-example theme', theme: 'x' },
        { type: 'psycopg2-example nothing' },
      ])
        frame.postMessage(message, '*')
      const { stdout } = await element.run()
      return [before, look(), stdout].map(String)
    })
    expect(looks[1]).toBe(looks[0])
    expect(looks[2]).toBe('mine\n')
  })
})

// In WebKit such a run does not come to its end, and content/docs/embed.mdx says so
test.runIf(browserName !== 'webkit')('without a script of ours: a frame that its page sandboxes', async () => {
  const link = await toLink({ title: 'Theirs', files: new Map([['main.py', 'print("in a frame")\n']]) })
  const page = await openTheirs(
    `<script>
      addEventListener('message', ({ origin, data }) => {
        if (data.type === 'psycopg2-example code') {
          document.body.dataset.shown = origin + ' ' + data.code
          document.querySelector('iframe').contentWindow.postMessage({ type: 'psycopg2-example run', call: 1 }, '*')
        }
        if (data.type === 'psycopg2-example end') document.body.dataset.end = data.message || data.result.stdout
      })
    </script>
    <iframe sandbox="allow-scripts" src="${server.address}embed/frame/#${link}"></iframe>`,
  )
  const end = await page.find('body[data-end]').until((body: HTMLElement) => body.dataset['end'])
  expect(end).toBe('in a frame\n')
  expect(await page.find('body').attribute('data-shown')).toBe('null print("in a frame")\n')
})

describe('the frame by itself', () => {
  const ADDRESS = 'embed/frame/'
  const live = (page: Page) => page.find('live-example')

  test.each([
    ['1.abc.xyz', 'cut or altered'],
    ['example=no/such', 'There is no example no/such'],
  ])('says what is wrong with #%s', async (hash, words) => {
    const page = await open(`${ADDRESS}#${hash}`, { expectFailures: true })
    await page.find('[data-part="words"]').says(words)
  })

  test.each(['light', 'dark'])('axe finds nothing, %s, and a phone is wide enough', async (theme) => {
    const page = await open(`${ADDRESS}?theme=${theme}#example=session-timeouts/statement-timeout`, { width: 390 })
    await live(page).says('statement_timeout')
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme)
    expect(await findings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  test('by keyboard alone', async () => {
    const page = await open(`${ADDRESS}#example=session-timeouts/statement-timeout`)
    await live(page).says('statement_timeout')
    await part(live(page), 'run').focus()
    await page.press('Enter')
    expect(await reach(live(page), 'done', 'failed')).toBe('done')
    expect(await part(live(page), 'output').text()).toContain('QueryCanceled')
    // Nothing is kept of it
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /draft|program/.test(key)))).toEqual([])
  })
})

/**
 * What a program can reach, and what it cannot: with fresh.test.ts (nothing is left), loading.test.ts (messages), robustness.test.ts (Stop)
 * and apart.test.ts (links) a test for each line of the table in src/content/docs/how-it-works.mdx. Programs try what they can against this machine's own addresses; a
 * request that left the page would be a fault of the page, or would be among what was sent. With headers, too, by which the browser enforces
 * the same.
 */
import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { isKnown, privateBytes } from '../process-tree.ts'
import type { Page } from './page.ts'
import { browserName, example, hasJspi, type Live, open, part, runToEnd, server, setCode } from './site.ts'

const ADDRESS = 'timeouts/after-the-cancellation/'
const id = 'session-timeouts/statement-timeout'

const HEADERS = readFileSync('public/_headers', 'utf8')

/** Each is a program that prints what has become of its attempt, and what it must print. */
const ATTEMPTS: Readonly<Record<string, readonly [code: string, printed: string]>> = {
  'requests, sockets and what else reaches other places': [
    `
import js
print([name for name in "fetch XMLHttpRequest WebSocket WebSocketStream EventSource WebTransport RTCPeerConnection Request FontFace".split() if hasattr(js, name)])
print(hasattr(js, "navigator"), hasattr(js, "importScripts"))
`,
    '[]\nFalse False\n',
  ],
  "Python's ways to a network": [
    `
import asyncio, socket, urllib.request
ADDRESS = "http://localhost:9/elsewhere"
def attempt(call):
    try:
        print("reached", call())
    except Exception as error:
        print(type(error).__name__)
attempt(lambda: urllib.request.urlopen(ADDRESS, timeout=1))
attempt(lambda: socket.create_connection(("localhost", 9), 1))
def by_pyodide():
    from pyodide.http import open_url
    return open_url(ADDRESS)
attempt(by_pyodide)
def by_fetch():
    from pyodide.http import pyfetch
    pyfetch(ADDRESS).send(None)
attempt(by_fetch)
`,
    'URLError\nConnectionRefusedError\nNameError\nNameError\n',
  ],
  'scripts, and so imports': [
    `
import js
from pyodide.code import run_js
SCRIPT = "import('http://localhost:9/elsewhere.js')"
def attempt(call):
    try:
        print("reached", call())
    except Exception as error:
        print(type(error).__name__, "no JavaScript is made from text" in str(error))
attempt(lambda: run_js(SCRIPT))
attempt(lambda: js.eval(SCRIPT))
attempt(lambda: js.Function(SCRIPT)())
attempt(lambda: js.Object.constructor(SCRIPT)())
attempt(lambda: js.Object.getPrototypeOf(js.Object).constructor(SCRIPT)())
attempt(lambda: js.setTimeout(SCRIPT, 0))
from pyodide.ffi import wrappers
attempt(lambda: wrappers.setTimeout(SCRIPT, 0))
`,
    'JsException True\n'.repeat(7),
  ],
  'what the browser keeps': [
    `
import js
print([name for name in "indexedDB caches localStorage sessionStorage cookieStore navigator storage IDBFactory CacheStorage".split() if hasattr(js, name)])
`,
    '[]\n',
  ],
  'threads that outlive it, and other pages': [
    `
import js
print([name for name in "Worker SharedWorker BroadcastChannel ServiceWorkerRegistration clients registration".split() if hasattr(js, name)])
`,
    '[]\n',
  ],
  'the page, but by output and what is drawn': [
    `
import js
print([name for name in "postMessage close document window parent opener".split() if hasattr(js, name)])
scope = js.Object.getPrototypeOf(js.self)
print([name for name in "postMessage close".split() if hasattr(scope, name)])
`,
    '[]\n[]\n',
  ],
  "other modules, but the standard library's": [
    `
import asyncio, pyodide_js
def attempt(call):
    try:
        call()
    except BaseException as error:
        print(type(error).__name__)
try:
    import micropip
except ModuleNotFoundError as error:
    print(type(error).__name__)
`,
    'ModuleNotFoundError\n',
  ],
}

describe.each([
  ['without headers', undefined],
  ['with headers', HEADERS],
])('%s', (_how, headers) => {
  let page: Page
  beforeAll(async () => {
    if (headers !== undefined) server.answers.headers = headers
    page = await open(ADDRESS)
    await setCode(example(page, id), 'print("ready")')
    expect(await runToEnd(example(page, id))).toBe('ready\n')
  }, 180_000)
  afterEach(() => {
    if (headers !== undefined) server.answers.headers = headers
  })

  test.each(Object.entries(ATTEMPTS))('a program does not reach %s', async (_what, [code, printed]) => {
    const element = example(page, id)
    server.sent.length = 0
    await setCode(element, code)
    expect(await runToEnd(element)).toBe(printed)
    // The page may fetch scripts of its own meanwhile, for example to show what is different from the recording
    expect(server.sent.map(({ name }) => name).filter((name) => !/\/(_astro\/[^/]*\.js|python\.[^/]*\.file)$/.test(name))).toEqual([])
  })
})

/** In the place of the worker, so that nothing has been taken away. The server has a second name, which is another place to browsers. */
const RAW = `self.onmessage = async () => {
  const reached = []
  const elsewhere = location.href.replace('127.0.0.1', 'localhost')
  await fetch(elsewhere, { mode: 'no-cors' }).then(() => reached.push('another place'), () => {})
  try { (0, eval)('1'); reached.push('scripts') } catch {}
  postMessage({ type: 'failed', message: 'reached: ' + reached.join(', ') })
}`

test.each([
  ['', 'reached: another place, scripts'],
  [HEADERS, 'reached: '],
])('what the browser itself keeps a worker from (headers: %j)', async (headers, reached) => {
  const page = await open(ADDRESS, { expectFailures: true })
  server.answers.headers = headers
  server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? RAW : undefined)
  const element = example(page, id)
  expect(await element.evaluate((live: Live) => live.run().catch(({ message }) => message))).toBe(reached)
})

test('a script that somebody put into the page is not executed', async () => {
  const page = await open(ADDRESS, { expectFailures: true })
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "reached"'
    document.body.append(script)
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="document.title = \'reached\'">')
  })
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
  expect(await page.evaluate(() => document.title)).not.toBe('reached')
  expect(await part(example(page, id), 'run').isVisible()).toBe(true)
})

/** Whatever a program can have shown has this in it. */
const MARKUP = `<img src=x onerror="document.title='reached'"><script>document.title='reached'</script>`

test('what a program has shown is text', async () => {
  const page = await open(ADDRESS)
  const element = example(page, id)
  const title = await page.evaluate(() => document.title)
  await setCode(
    element,
    `
import psycopg2, sys
MARKUP = ${JSON.stringify(MARKUP)}
connection = psycopg2.connect("", application_name=MARKUP[:60])
cursor = connection.cursor()
cursor.execute("select set_config('lab.markup', %s, false)", [MARKUP])
cursor.execute("do $$ begin raise notice '%', current_setting('lab.markup'); end $$")
print(MARKUP)
print(MARKUP, file=sys.stderr)
raise Exception(MARKUP)
`,
  )
  expect(await runToEnd(element)).toContain(`\nException: ${MARKUP}\n`)
  expect(await element.evaluate((live: Live) => live.querySelectorAll('img, script').length)).toBe(0)
  expect(await page.evaluate(() => document.title)).toBe(title)
})

// In the other browsers memory is given back when they like, and elsewhere the system does not tell
test.runIf(browserName === 'chromium' && isKnown)('memory that a program has taken is given back after the run', async () => {
  const element = example(await open(ADDRESS), id)
  const run = async (code: string) => {
    await setCode(element, code)
    await runToEnd(element)
  }
  await run('print(1)')
  const before = privateBytes()
  await setCode(element, 'taken = bytearray(b"x" * 400_000_000)\nprint(len(taken))\nimport time\ntime.sleep(600)')
  await part(element, 'run').click()
  await part(element, 'output').says('400000000')
  expect(privateBytes()).toBeGreaterThan(before + 300_000_000)
  await part(element, 'stop').click()
  await vi.waitFor(() => expect(privateBytes()).toBeLessThan(before * 1.3), { timeout: 10_000, interval: 100 })
})

// Elsewhere a sleep keeps timers from coming
test.runIf(hasJspi)('timers call what they are given, with what they are given', async () => {
  const element = example(await open(ADDRESS), id)
  const program = `
import js, time
told = js.Map.new()
js.setTimeout(told.set.bind(told), 0, "once", 1)
number = js.setInterval(told.set.bind(told), 1, "again", 2)
until = time.monotonic() + 10
while told.size < 2 and time.monotonic() < until:
    time.sleep(0.01)
js.clearInterval(number)
print(told.get("once"), told.get("again"))
`
  await setCode(element, program)
  expect(await runToEnd(element)).toBe('1 2\n')
})

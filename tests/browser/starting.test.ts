/** What a page downloads to run something, and when. */
import { describe, expect, test, vi } from 'vitest'
import { example, open, part, reach, runToEnd, server, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'

/** Python's files that the page has asked for one by one, by their paths. */
const asRead = () => server.sent.map(({ name }) => /\/python\.(.*)\.file$/.exec(name)?.[1]).filter((path) => path !== undefined)
/** The same of PostgreSQL's. */
const librariesAsRead = () => server.sent.map(({ name }) => /\.(\w+)\.so\.file$/.exec(name)?.[1]).filter((name) => name !== undefined)

/** Imports a module that few do, and prints a traceback through the standard library. */
const PROGRAM = `
print("begun", flush=True)
import colorsys
colorsys.rgb_to_hsv("red", 0, 0)
`

test("files of Python's are downloaded when it reads them, whether or not waits can suspend", async () => {
  const element = example(await open('timeouts/after-the-cancellation/'), id)
  await setCode(element, 'print("started")')
  expect(await runToEnd(element)).toBe('started\n')
  expect(asRead()).toEqual([])
  await setCode(element, PROGRAM)
  expect(await runToEnd(element)).toContain('    maxc = max(r, g, b)\n')
  expect(asRead()).toEqual(['standard.__pycache__.colorsys.cpython-314.pyc', 'standard.colorsys.py'])
})

test("a library of PostgreSQL's is downloaded when a session uses it, and an error says if it cannot be", async () => {
  const program = `
import psycopg2
conn = psycopg2.connect("dbname=lab user=reader password=reader host=localhost")
cur = conn.cursor()
try:
    cur.execute("select convert_to('ä', 'LATIN2')")
    print(cur.fetchone()[0].tobytes())
except psycopg2.Error as error:
    print(error)
`
  const element = example(await open('timeouts/after-the-cancellation/', { expectFailures: true }), id)
  await setCode(element, program)
  server.answers.lose = (name) => name.includes('utf8_and_iso8859')
  expect(await runToEnd(element)).toContain('could not load library "/pglite/lib/postgresql/utf8_and_iso8859.so"')
  server.answers = {}
  expect(await runToEnd(element)).toBe("b'\\xe4'\n")
  expect(librariesAsRead()).toEqual(['utf8_and_iso8859'])
})

test('one that cannot be downloaded fails the import with a sentence, and is asked for again', async () => {
  const element = example(await open('timeouts/after-the-cancellation/', { expectFailures: true }), id)
  await setCode(element, PROGRAM)
  server.answers.lose = (name) => name.includes('colorsys')
  await part(element, 'run').click()
  expect(await reach(element, 'failed', 'done')).toBe('done')
  expect(await part(element, 'output').text()).toContain('This file could not be downloaded. Is there a connection to the network?')
  server.answers = {}
  await setCode(element, 'import colorsys\nprint(colorsys.rgb_to_hsv(0, 0, 0))')
  expect(await runToEnd(element)).toBe('(0.0, 0.0, 0)\n')
})

describe('a start goes on', () => {
  const run = async (expectFailures = false) => {
    const element = example(await open('timeouts/after-the-cancellation/', { expectFailures }), id)
    await setCode(element, 'import psycopg2\nprint(psycopg2.connect("dbname=lab user=reader").closed)')
    return element
  }

  test.each(['python.image', 'postgres.archive'])('if %s comes damaged once, and says so if it always does', async (damaged) => {
    const element = await run(true)
    let left = 1
    server.answers.replace = (name) => (name.endsWith(`/${damaged}`) && left-- > 0 ? 'half a f' : undefined)
    expect(await runToEnd(element)).toBe('0\n')
    left = Number.POSITIVE_INFINITY
    const again = await run(true)
    await part(again, 'run').click()
    expect(await reach(again, 'failed', 'done')).toBe('failed')
    expect(await part(again, 'status').text()).toContain(
      `What runs the examples came damaged. If that stays so, the site has to be published anew. (${damaged})`,
    )
  })
})

describe('before Run is pressed an engine is made ready', () => {
  const isStarting = () => server.sent.some(({ name }) => name.endsWith('/pyodide.asm.wasm'))
  const starts = () => vi.waitFor(() => expect(isStarting()).toBe(true), { timeout: 60_000 })

  test('when Run has the focus, and then runs; a later page of the visit does not wait for that', async () => {
    const page = await open('timeouts/after-the-cancellation/', { mayPrepare: true })
    const element = example(page, id)
    await part(element, 'run').focus()
    await starts()
    await setCode(element, 'print("ready")')
    expect(await runToEnd(element)).toBe('ready\n')
    server.sent.length = 0
    await page.tab.goto(`${server.address}status/lost/`)
    await vi.waitFor(() => expect(server.sent.some(({ name }) => /\/entry[-.][^/]*\.js$/.test(name))).toBe(true), { timeout: 60_000 })
  })

  test('when an example has been in view', async () => {
    const page = await open('timeouts/after-the-cancellation/', { mayPrepare: true })
    await part(example(page, id), 'code').evaluate((code) => code.scrollIntoView({ block: 'center', behavior: 'instant' }))
    await starts()
  })

  test('but not where data is to be saved', async () => {
    const element = example(await open('timeouts/after-the-cancellation/'), id)
    await part(element, 'run').focus()
    await server.idle()
    expect(isStarting()).toBe(false)
  })
})

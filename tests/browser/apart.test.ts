/** A program that came by a link runs apart: its worker lives in a frame whose origin is opaque, until the reader makes the program theirs. */
import { describe, expect, test } from 'vitest'
import { toLink } from '../../src/playground/link.ts'
import type { Page } from './page.ts'
import { type Live, open, part, reach, runToEnd, server, setCode } from './site.ts'

const ADDRESS = 'playground/'
const live = (page: Page) => page.find('.pg live-example')
const pg = (page: Page, name: string) => page.find(`.pg [data-part="${name}"]`)

/** Opens a link to a program. */
async function openLink(code: string, others: [string, string][] = [], options = {}): Promise<Page> {
  const link = await toLink({ title: 'Theirs', files: new Map([['main.py', code], ...others]) })
  const page = await open(`${ADDRESS}#${link}`, options)
  await page.find('.pg [data-part="apart"]:not([hidden])').appears()
  return page
}

/** As what is kept says it. */
const keptForeign = (page: Page) =>
  page.evaluate(() =>
    Object.entries(localStorage).flatMap(([key, text]) => (key.includes(' program ') ? [text.includes('isForeign')] : [])),
  )

const WHERE = 'import js\nprint(js.location.protocol, js.self.origin)\n'

test('it runs apart, with all that a program has, as often as one likes; kept as mine it runs as mine', async () => {
  const page = await openLink(
    // decimal is read when it is imported; the encoding is a library that PostgreSQL reads
    `${WHERE}import decimal, helper, psycopg2
conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("select n, convert_from('\\\\xa4a2'::bytea, 'EUC_JP') from t")
print(decimal.Decimal("1.5"), helper.X, cur.fetchone())
cur.execute("SET statement_timeout = 50")
try:
    cur.execute("select pg_sleep(5)")
except psycopg2.errors.QueryCanceled as error:
    print(error.pgcode)
`,
    [
      ['helper.py', 'X = 7\n'],
      ['setup.sql', 'create table t (n int); grant all on t to reader; insert into t values (1)'],
    ],
  )
  await pg(page, 'apart').says('It came by a link, so it runs apart')
  const printed = "1.5 7 (1, 'あ')\n57014\n"
  expect(await runToEnd(live(page))).toBe(`blob: null\n${printed}`)
  expect(await runToEnd(live(page))).toBe(`blob: null\n${printed}`)
  await pg(page, 'psql-input').focus()
  await page.type('select count(*) from t;')
  await page.press('Enter')
  await pg(page, 'psql-output').says('(1 row)')
  await pg(page, 'adopt').click()
  await pg(page, 'notice').says('“Theirs” is one of your programs now.')
  expect(await pg(page, 'apart').isVisible()).toBe(false)
  expect(await keptForeign(page)).toEqual([false])
  const origin = new URL(server.address).origin
  expect(await runToEnd(live(page))).toBe(`${new URL(origin).protocol} ${origin}\n${printed}`)
})

test('what has been changed in it, and a reload, leave it apart', async () => {
  const page = await openLink('print("theirs")\n')
  await setCode(live(page), WHERE)
  await page.find(':root').until(() => Object.values(localStorage).some((text) => String(text).includes('isForeign')))
  await page.tab.reload()
  await live(page).until((element: Live) => element.code?.includes('js.location'))
  expect(await pg(page, 'apart').isVisible()).toBe(true)
  expect(await runToEnd(live(page))).toBe('blob: null\n')
})

test('a program that never ends is stopped', async () => {
  const page = await openLink('print("begun", flush=True)\nwhile True: pass\n')
  await part(live(page), 'run').click()
  await part(live(page), 'output').says('begun')
  await part(live(page), 'stop').click()
  expect(await reach(live(page), 'stopped', 'done', 'failed')).not.toBe('failed')
})

describe('what the browser itself keeps from it', () => {
  /** In the place of the worker, so that nothing has been taken away. */
  const raw = (address: string) => `self.onmessage = async () => {
  const address = '${address}'
  const attempts = {
    fetch: () => fetch(address),
    'fetch elsewhere': () => fetch(address.replace('127.0.0.1', 'localhost'), { mode: 'no-cors' }),
    XMLHttpRequest: () => {
      const request = new XMLHttpRequest()
      request.open('GET', address, false)
      request.send()
      if (request.status !== 200) throw new Error()
    },
    'import()': () => import(address),
    EventSource: () => new Promise((resolve, reject) => {
      const source = new EventSource(address)
      source.onerror = source.onopen = () => reject()
    }),
    indexedDB: () => new Promise((resolve, reject) => {
      const request = indexedDB.open('x')
      request.onsuccess = resolve
      request.onerror = reject
    }),
    caches: async () => {
      if (!(await caches.has('of the site'))) throw new Error()
    },
    'the same channel': () => new Promise((resolve, reject) => {
      const channel = new BroadcastChannel('test')
      channel.onmessage = ({ data }) => data === 'here' && resolve()
      channel.postMessage('who is there?')
      setTimeout(reject, 500)
    }),
  }
  const reached = []
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt()
      reached.push(name)
    } catch {}
  }
  postMessage({ type: 'failed', message: 'reached: ' + reached.join(', ') })
}`

  const reachedBy = async (page: Page) => {
    const address = `${server.address}robots.txt`
    server.answers.replace = (name) =>
      /\/_astro\/entry[-.][^/]*\.js$/.test(name)
        ? raw(address.replace('robots.txt', 'reached.js'))
        : name.endsWith('reached.js')
          ? '1'
          : undefined
    await page.evaluate(async () => {
      await caches.open('of the site')
      const channel = new BroadcastChannel('test')
      channel.onmessage = () => channel.postMessage('here')
    })
    return live(page).evaluate((element: Live) => element.run().catch(({ message }) => message))
  }

  test('a program of the reader’s own is kept from nothing by the browser alone', async () => {
    const page = await open(ADDRESS, { expectFailures: true })
    expect(await reachedBy(page)).toBe('reached: fetch, fetch elsewhere, XMLHttpRequest, import(), indexedDB, caches, the same channel')
  })

  test('one that came by a link reaches nothing, and the site is asked for nothing', async () => {
    const page = await openLink('print(1)\n', [], { expectFailures: true })
    expect(await reachedBy(page)).toBe('reached: ')
    expect(server.sent.filter(({ name }) => name.endsWith('reached.js'))).toEqual([])
  })
})

test('messages of a wrong shape, and of others, change nothing', async () => {
  const page = await openLink('print("still here")\n')
  expect(await runToEnd(live(page))).toBe('still here\n')
  await page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe[sandbox]')!.contentWindow!
    const { port2 } = new MessageChannel()
    frame.postMessage('nothing', '*')
    frame.postMessage({ type: 'make worker' }, '*', [port2])
    frame.postMessage({ type: 'make worker', script: 'text', given: null }, '*', [new MessageChannel().port2])
    frame.postMessage({ type: 'make worker', script: new Blob(['1']), given: { a: 1 } }, '*', [new MessageChannel().port2])
    postMessage({ type: 'message', message: { type: 'output', run: 1, stream: 'stdout', text: 'forged' } }, '*')
  })
  expect(await runToEnd(live(page))).toBe('still here\n')
})

test('a network that is not there is said, and the next press tries again', async () => {
  const page = await openLink('print("here")\n', [], { expectFailures: true })
  server.answers.lose = (name) => name.includes('/lab/')
  await part(live(page), 'run').click()
  expect(await reach(live(page), 'failed', 'done')).toBe('failed')
  expect(await part(live(page), 'status').text()).toContain('Is there a connection to the network?')
  delete server.answers.lose
  await part(live(page), 'retry').click()
  expect(await reach(live(page), 'failed', 'done')).toBe('done')
})

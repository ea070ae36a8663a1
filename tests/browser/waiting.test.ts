/** Sessions and threads that wait for each other, and a Stop that lets a program clean up: where stacks can be suspended. */
import { describe, expect, test } from 'vitest'
import { example, hasJspi, type Live, open, openOnce, part, reach, runToEnd, setCode } from './site.ts'

const STUBBORN = `
import time
print("begun", flush=True)
while True:
    try:
        time.sleep(3600)
    except KeyboardInterrupt:
        print("no")
`
const POLITE = `
import psycopg2
conn = psycopg2.connect("dbname=lab user=reader")
try:
    print("begun", flush=True)
    conn.cursor().execute("SELECT pg_sleep(3600)")
finally:
    conn.rollback()
    print("rolled back", conn.info.transaction_status)
`

test('the page says once what a browser cannot do, and only there', async () => {
  const notes = await (await open('waiting/deadlocks/')).find('[data-part="cannot-suspend"]').texts()
  expect(notes).toEqual(hasJspi ? [] : [expect.stringMatching(/^This browser cannot suspend WebAssembly/)])
})

const examples = {
  'who-waits-for-whom': ['lock-queue', 'idle-transaction-blocks', 'alter-with-lock-timeout'],
  'what-ends-a-wait': ['patient-and-impatient', 'shorter-limit', 'after-the-wait'],
  deadlocks: ['deadlock'],
  'trying-again': ['serialization-failure'],
  'not-waiting': ['skip-locked', 'advisory-lock'],
}

describe.runIf(hasJspi).each(Object.entries(examples))('every example prints in the page what was recorded: %s', (chapter, names) => {
  const page = openOnce(`waiting/${chapter}/`)

  test.each(names)('%s', async (name) => {
    const element = example(page(), `waiting/${name}`)
    const recorded = await part(element, 'output').text()
    expect(await runToEnd(element)).toBe(recorded)
  })
})

describe.runIf(hasJspi)('Stop', () => {
  const page = openOnce('waiting/deadlocks/')

  const begin = async (code: string) => {
    const element = example(page(), 'waiting/deadlock')
    await setCode(element, code)
    await part(element, 'run').click()
    await reach(element, 'running') // the output of the run before is gone then
    await part(element, 'output').says('begun')
    return element
  }

  test('lets a program roll back and say so', async () => {
    const element = await begin(POLITE)
    await part(element, 'stop').click()
    expect(await reach(element, 'stopped', 'done', 'failed')).toBe('stopped')
    const output = await part(element, 'output').text()
    expect(output).toContain('rolled back 0\n')
    expect(output).toMatch(/KeyboardInterrupt\n$/)
  })

  test('ends one that does not end within a second, and the next run works', async () => {
    const element = await begin(STUBBORN)
    const stop = part(element, 'stop')
    await stop.click()
    expect(await reach(element, 'stopped', 'done', 'failed')).toBe('stopped')
    expect(await part(element, 'output').text()).toBe('begun\nno\n')
    await setCode(element, 'print("again")')
    expect(await runToEnd(element)).toBe('again\n')
  })

  test('pressed again, ends it at once', async () => {
    const element = await begin(STUBBORN)
    const took = await element.evaluate((live: Live & { stop(): void }) => {
      const began = performance.now()
      live.stop()
      const between = live.state
      live.stop()
      return `${between} ${live.state} ${performance.now() - began < 300}`
    })
    expect(took).toBe('running stopped true')
  })
})

test.runIf(!hasJspi)('a program that starts a thread is told why it cannot', async () => {
  const element = example(await open('waiting/deadlocks/'), 'waiting/deadlock')
  await part(element, 'run').click()
  await reach(element, 'done')
  expect(await part(element, 'output').text()).toMatch(/RuntimeError: can't start new thread: .*JSPI/)
})

/** Examples run in the page, against the real engine. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { normaliseTraceback } from '../examples/normalise.ts'
import { example, type Live, open, openOnce, part, reach, runToEnd, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'
const expected = (id: string): { stdout: string; stderr: string } => JSON.parse(readFileSync(`examples/${id}/expected.json`, 'utf8'))

declare global {
  interface Window {
    /** The stages that were shown. */
    told?: string[]
  }
}

describe('an example', () => {
  const page = openOnce('timeouts/after-the-cancellation/')

  test('names the stages of getting ready, in order', async () => {
    const element = example(page(), id)
    await part(element, 'progress').evaluate((node) => {
      const told: string[] = []
      window.told = told
      new MutationObserver(() => {
        const now = node.textContent.match(/Downloading|Starting Python|Starting PostgreSQL/)?.[0]
        if (now && now !== told.at(-1)) told.push(now)
      }).observe(node, { childList: true, characterData: true, subtree: true })
    })
    await runToEnd(element)
    const told = (await page().evaluate(() => window.told))!
    // Where the server's files come last, Python has started by then
    expect(told.filter((stage) => stage !== 'Starting Python')).toEqual(['Downloading', 'Starting PostgreSQL'])
    expect([1, -1]).toContain(told.indexOf('Starting Python'))
  })

  test('runs, and statement_timeout cancels a statement, in the output and in the timeline', async () => {
    const element = example(page(), id)
    expect(await runToEnd(element)).toBe(expected(id).stdout)
    expect(await part(element, 'status').text()).toMatch(/^Finished in [\d.]+ s$/)
    const timeline = part(element, 'timeline')
    expect(await timeline.find('.tl-lane-timer .tl-mark-fired').count()).toBe(1)
    expect(await timeline.find('.tl-lane-timer .tl-name').texts()).toContainEqual(expect.stringContaining('statement_timeout'))
    expect(await timeline.find('.tl-note-error').text()).toContain('57014: canceling statement due to statement timeout')
  })

  test('two examples on one page run at the same time, each with its own server', async () => {
    // Neither prints how long something took: two engines at a time slow each other down.
    const ids = [id, 'session-timeouts/savepoint']
    const elements = ids.map((id) => example(page(), id))
    for (const element of elements) await part(element, 'run').click()
    for (const [index, element] of elements.entries()) {
      expect(await reach(element, 'done', 'failed')).toBe('done')
      expect(await part(element, 'output').text()).toBe(expected(ids[index]!).stdout)
    }
  })

  test('marks the line that is being executed', async () => {
    const element = example(page(), id)
    await setCode(element, 'import time\n\ntime.sleep(30)\n')
    await part(element, 'run').click()
    await element.find('.line:nth-of-type(3).lx-current').appears()
    await part(element, 'stop').click()
    await reach(element, 'stopped')
    await element.find('.lx-current').vanishes()
  })

  test('tells others: run() resolves to what happened, and events tell it as it happens', async () => {
    const told = await example(page(), id).evaluate(async (live: Live) => {
      const states: string[] = []
      const output: string[] = []
      let events = 0
      live.addEventListener('live-state', (event) => states.push((event as CustomEvent).detail.state))
      live.addEventListener('live-output', (event) => output.push((event as CustomEvent).detail.text))
      live.addEventListener('live-event', () => events++)
      live.code = 'import psycopg2\npsycopg2.connect("dbname=lab user=reader").close()\nprint("a")\nraise KeyError("b")\n'
      const outcome = await live.run()
      return { states, output: output.join(''), told: events, ...outcome, events: outcome.events.length }
    })
    expect(told).toMatchObject({ states: ['loading', 'running', 'done'], stdout: 'a\n', exception: { type: 'KeyError', message: "'b'" } })
    expect(told.output).toBe(told.stdout + told.stderr)
    expect(told.told).toBe(told.events)
    expect(told.events).toBeGreaterThan(3)
  })

  test('stops when it is taken out of the page', async () => {
    const element = example(page(), 'session-timeouts/savepoint')
    await setCode(element, 'while True: pass')
    const state = await element.evaluate(async (live: Live) => {
      const run = live.run()
      await new Promise<void>((resolve) => live.addEventListener('live-state', () => live.state === 'running' && resolve()))
      live.remove()
      await run
      return live.state
    })
    expect(state).toBe('stopped')
  })

  test('keeps what was typed over a reload, until Reset', async () => {
    const element = example(page(), id)
    await setCode(element, 'print("mine")')
    await page().tab.reload()
    expect(await runToEnd(element)).toBe('mine\n')
    await part(element, 'reset').click()
    expect(await part(element, 'code').text()).toContain('pg_sleep(2)')
    expect(await part(element, 'output').text()).toBe(expected(id).stdout)
    await page().tab.reload()
    expect(await part(element, 'code').text()).toContain('pg_sleep(2)')
  })
})

test('ends with a traceback that is marked as an error', async () => {
  const id = 'session-timeouts/popular-snippet'
  const element = example(await open('timeouts/the-popular-snippet/'), id)
  await runToEnd(element)
  expect(await part(element, 'output').find('[data-stream=stdout]').texts()).toEqual([expected(id).stdout])
  const tracebacks = await part(element, 'output').find('[data-stream=stderr]').texts()
  expect(tracebacks.map(normaliseTraceback)).toEqual([expected(id).stderr])
  expect(await part(element, 'status').text()).toMatch(/^Ended with psycopg2\.errors\.QueryCanceled after /)
})

test('shows a FATAL where the session ends', async () => {
  const id = 'session-timeouts/idle-session-timeout'
  const element = example(await open('timeouts/idle/'), id)
  expect(await runToEnd(element)).toBe(expected(id).stdout)
  const timeline = part(element, 'timeline')
  expect(await timeline.find('.tl-lane .tl-mark-fatal').count()).toBe(1)
  expect(await timeline.find('.tl-note-fatal').text()).toContain('57P05: terminating connection due to idle-session timeout')
})

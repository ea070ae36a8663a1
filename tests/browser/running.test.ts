/** Examples run in the page, against the real engine. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { normaliseTraceback } from '../examples/normalise.ts'
import { example, open, part, reach, runToEnd, setCode } from './site.ts'

const expected = (id: string): { stdout: string; stderr: string } => JSON.parse(readFileSync(`examples/${id}/expected.json`, 'utf8'))

describe('an example', () => {
  test('runs, and statement_timeout cancels a statement, in the output and in the timeline', async () => {
    const id = 'session-timeouts/statement-timeout'
    const page = await open('session-timeouts/')
    const element = example(page, id)
    expect(await runToEnd(element)).toBe(expected(id).stdout)
    expect(await part(element, 'status').textContent()).toMatch(/^Finished in [\d.]+ s$/)
    const timeline = part(element, 'timeline')
    expect(await timeline.locator('.tl-lane-timer .tl-mark-fired').count()).toBe(1)
    expect(await timeline.locator('.tl-lane-timer .tl-name').allInnerTexts()).toContainEqual(expect.stringContaining('statement_timeout'))
    expect(await timeline.locator('.tl-note-error').textContent()).toContain('57014: canceling statement due to statement timeout')
  })

  test('ends with a traceback that is marked as an error', async () => {
    const id = 'session-timeouts/popular-snippet'
    const page = await open('session-timeouts/')
    const element = example(page, id)
    await runToEnd(element)
    expect(await part(element, 'output').locator('[data-stream=stdout]').allInnerTexts()).toEqual([expected(id).stdout])
    const tracebacks = await part(element, 'output').locator('[data-stream=stderr]').allTextContents()
    expect(tracebacks.map(normaliseTraceback)).toEqual([expected(id).stderr])
    expect(await part(element, 'status').textContent()).toMatch(/^Ended with psycopg2\.errors\.QueryCanceled after /)
  })

  test('shows a FATAL where the session ends', async () => {
    const id = 'session-timeouts/idle-session-timeout'
    const page = await open('session-timeouts/')
    const element = example(page, id)
    expect(await runToEnd(element)).toBe(expected(id).stdout)
    const timeline = part(element, 'timeline')
    expect(await timeline.locator('.tl-mark-fatal').count()).toBe(1)
    expect(await timeline.locator('.tl-note-fatal').textContent()).toContain('57P05: terminating connection due to idle-session timeout')
  })

  test('marks the line that is being executed', async () => {
    const page = await open('session-timeouts/')
    const element = example(page, 'session-timeouts/statement-timeout')
    await setCode(element, 'import time\n\ntime.sleep(30)\n')
    await part(element, 'run').click()
    await element.locator('.line:nth-of-type(3).lx-current').waitFor({ timeout: 150_000 })
    await part(element, 'stop').click()
    await reach(element, 'stopped')
    await element.locator('.lx-current').waitFor({ state: 'detached' })
  })

  test('keeps what was typed over a reload, until Reset', async () => {
    const page = await open('session-timeouts/')
    const element = example(page, 'session-timeouts/statement-timeout')
    await setCode(element, 'print("mine")')
    await page.reload()
    expect(await runToEnd(element)).toBe('mine\n')
    await part(element, 'reset').click()
    expect(await part(element, 'code').textContent()).toContain('pg_sleep(2)')
    expect(await part(element, 'output').textContent()).toBe(expected('session-timeouts/statement-timeout').stdout)
    await page.reload()
    expect(await part(element, 'code').textContent()).toContain('pg_sleep(2)')
  })
})

describe('two examples on one page', () => {
  test('run at the same time, each with its own server', async () => {
    const page = await open('session-timeouts/')
    // Neither prints how long something took: two engines at a time slow each other down.
    const ids = ['session-timeouts/statement-timeout', 'session-timeouts/idle-session-timeout']
    const elements = ids.map((id) => example(page, id))
    for (const element of elements) await part(element, 'run').click()
    for (const [index, element] of elements.entries()) {
      expect(await reach(element, 'done', 'failed')).toBe('done')
      expect(await part(element, 'output').textContent()).toBe(expected(ids[index]!).stdout)
    }
  })
})

describe('from outside', () => {
  test('run() resolves to what happened, and events tell it as it happens', async () => {
    const page = await open('session-timeouts/')
    const element = example(page, 'session-timeouts/statement-timeout')
    const told = await element.evaluate(async (node) => {
      const live = node as HTMLElement & {
        code: string
        run(): Promise<{ stdout: string; stderr: string; exception: unknown; events: unknown[]; durationMs: number }>
      }
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

  test('an element that is taken out of the page stops', async () => {
    const page = await open('session-timeouts/')
    const element = example(page, 'session-timeouts/statement-timeout')
    await setCode(element, 'while True: pass')
    const state = await element.evaluate(async (node) => {
      const live = node as HTMLElement & { state: string; run(): Promise<unknown> }
      const run = live.run()
      await new Promise<void>((resolve) => live.addEventListener('live-state', () => live.state === 'running' && resolve()))
      live.remove()
      await run
      return live.state
    })
    expect(state).toBe('stopped')
  })
})

/** Whether everybody can use the pages: axe on each of them, and a run without a pointer. */
import { describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { browserName, example, kindsOfPages, type Live, open, openOnce, part, reach, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'

// It judges what is written in the pages, which is the same to all browsers
test.runIf(browserName === 'chromium').each(kindsOfPages())('axe finds nothing on %s', async (address) => {
  expect(await violations(await open(address))).toEqual([])
})

describe('an example that is edited', () => {
  const opened = openOnce('timeouts/after-the-cancellation/')

  test('by keyboard alone: edit, run, leave the editor, reset, undo', async () => {
    const page = opened()
    const element = example(page, id)
    const code = () => element.evaluate((live: Live) => live.code)
    const focused = () =>
      page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['part'] ?? document.activeElement?.className)

    /** Where Tab leads, past the knobs of this example. */
    const tabs = async () => {
      do await page.press('Tab')
      while (await page.evaluate(() => document.activeElement instanceof HTMLInputElement))
      return focused()
    }

    // Tab passes by the static code; Enter on it edits.
    await part(element, 'code').find('pre').focus()
    expect(await tabs()).toBe('run')
    await part(element, 'code').find('pre').focus()
    await page.press('Enter')
    await element.find('.cm-content:focus').appears()

    await page.press('Control+a')
    await page.type('print("typed here")')
    await page.press('Control+Enter')
    await reach(element, 'done')
    expect(await part(element, 'output').text()).toBe('typed here\n')
    expect(await focused()).toContain('cm-content')

    // Tab indents, until Escape gives it back to the page.
    await page.press('Home')
    await page.press('Tab')
    expect(await code()).toMatch(/^ {4}print/)
    await page.press('Escape')
    expect(await tabs()).toBe('run')

    // Run keeps the focus while it cannot be pressed, and a second press is ignored.
    await setCode(element, 'import time\nprint("once", flush=True)\ntime.sleep(0.3)')
    await page.press('Enter')
    await reach(element, 'loading', 'running')
    await page.press('Enter')
    expect(await focused()).toBe('run')
    expect(await part(element, 'run').attribute('aria-disabled')).toBe('true')
    await reach(element, 'done')
    expect(await part(element, 'output').text()).toBe('once\n')

    // Stop can do nothing now, so Tab passes by
    await page.press('Tab')
    expect(await focused()).toBe('reset')
    await page.press('Enter')
    expect(await part(element, 'status').text()).toBe('The original code is back.')
    await page.press('Tab')
    expect(await focused()).toBe('undo')
    await page.press('Enter')
    expect(await code()).toContain('once')
    expect(await focused()).toBe('run')
  })

  test('by pointer; axe finds nothing while editing, and after a run that failed', async () => {
    const element = example(opened(), 'session-timeouts/savepoint')
    await part(element, 'code').find('.line').point()
    await element.find('.cm-content:focus').appears()
    await setCode(element, 'import psycopg2\nprint("about to fail")\nraise psycopg2.errors.QueryCanceled("as an example")\n')
    await part(element, 'run').click()
    await reach(element, 'done')
    // The rest of the page is as it was judged above
    expect(await violations(opened(), 'live-example[state=done]')).toEqual([])
  })
})

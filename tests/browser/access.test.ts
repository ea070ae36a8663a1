/** Whether everybody can use the pages: axe on each of them, and a run without a pointer. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { example, open, pages, part, reach, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`))
}

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (colorScheme) => {
  test.each(pages())('on %s', async (address) => {
    expect(await violations(await open(address, { colorScheme }))).toEqual([])
  })

  test('while editing, and after a run that failed', async () => {
    const page = await open('session-timeouts/', { colorScheme })
    const element = example(page, id)
    await part(element, 'code').locator('pre').click()
    await element.locator('.cm-content').waitFor()
    await setCode(element, 'import psycopg2\nprint("about to fail")\nraise psycopg2.errors.QueryCanceled("as an example")\n')
    await part(element, 'run').click()
    await reach(element, 'done')
    expect(await violations(page)).toEqual([])
  })
})

describe('by keyboard alone', () => {
  test('edit, run, leave the editor, reset, undo', async () => {
    const page = await open('session-timeouts/')
    const element = example(page, id)
    const focused = () =>
      page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['part'] ?? document.activeElement?.className)

    // Tab passes by the static code; Enter on it edits.
    await part(element, 'code').locator('pre').focus()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('run')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await element.locator('.cm-content:focus').waitFor()

    await page.keyboard.press('Control+a')
    await page.keyboard.type('print("typed here")')
    await page.keyboard.press('Control+Enter')
    await reach(element, 'done')
    expect(await part(element, 'output').textContent()).toBe('typed here\n')
    expect(await focused()).toContain('cm-content')

    // Tab indents, until Escape gives it back to the page.
    await page.keyboard.press('Home')
    await page.keyboard.press('Tab')
    expect(await element.evaluate((live) => (live as HTMLElement & { code: string }).code)).toMatch(/^ {4}print/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('run')

    // Run keeps the focus while it cannot be pressed, and a second press is ignored.
    await setCode(element, 'import time\nprint("once", flush=True)\ntime.sleep(0.3)')
    await page.keyboard.press('Enter')
    await reach(element, 'loading', 'running')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('run')
    expect(await part(element, 'run').getAttribute('aria-disabled')).toBe('true')
    await reach(element, 'done')
    expect(await part(element, 'output').textContent()).toBe('once\n')

    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('reset')
    await page.keyboard.press('Enter')
    expect(await part(element, 'status').textContent()).toBe('The original code is back.')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('undo')
    await page.keyboard.press('Enter')
    expect(await element.evaluate((live) => (live as HTMLElement & { code: string }).code)).toContain('once')
    expect(await focused()).toBe('run')
  })
})

/** The field of `/errors/`: what is pasted finds its entry in the page. */
import { describe, expect, test } from 'vitest'
import type { Page } from './page.ts'
import { open, openOnce, pages, server } from './site.ts'

declare global {
  interface Window {
    /** The longest time from one frame to the next, in milliseconds. */
    longestFrame?: number
  }
}

const paste = (page: Page, text: string) =>
  page.find('error-finder textarea').evaluate((field: HTMLTextAreaElement, text) => {
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)

describe('the field', () => {
  const opened = openOnce('errors/')
  const found = (page: Page) => page.find('error-finder li a').texts()

  test('finds the entries of a traceback, the cause first, and asks nobody', async () => {
    const page = opened()
    await server.idle()
    server.sent.length = 0
    await paste(
      page,
      'psycopg2.OperationalError: server closed the connection unexpectedly\n\npsycopg2.InterfaceError: connection already closed',
    )
    await page.find('error-finder [role="status"]').says('2 entries fit')
    expect(await found(page)).toEqual(['server closed the connection unexpectedly', 'connection already closed'])
    expect(server.sent).toEqual([])
  })

  test('says what an unknown SQLSTATE tells', async () => {
    const page = opened()
    await paste(page, 'ERROR:  23514: neue Zeile verletzt die Bedingung')
    await page.find('error-finder [role="status"]').says('not known here. Its SQLSTATE')
    expect(await page.find('error-finder li').texts()).toEqual([expect.stringContaining('psycopg2.errors.CheckViolation')])
  })

  test('says that it does not know', async () => {
    const page = opened()
    await paste(page, 'Segmentation fault')
    await page.find('error-finder [role="status"]').says('Not known here')
    expect(await found(page)).toEqual([])
  })

  test('takes a megabyte without standing still for long', async () => {
    const page = opened()
    await page.evaluate(() => {
      let before = performance.now()
      const frame = (now: number) => {
        window.longestFrame = Math.max(window.longestFrame ?? 0, now - before)
        before = now
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })
    await page.find('error-finder textarea').evaluate((field: HTMLTextAreaElement) => {
      const text = `${'INFO all is well\n'.repeat(65_000)}ERROR:  deadlock detected\n`
      // Not every browser lets a script make a ClipboardEvent with something in it
      const event = new Event('paste', { bubbles: true, cancelable: true })
      field.dispatchEvent(Object.defineProperty(event, 'clipboardData', { value: { getData: () => text } }))
    })
    await page.find('error-finder li a').says('deadlock detected')
    expect(await page.find('error-finder [role="status"]').text()).toContain(
      'the first 20,000 of its 1,105,026 characters; all were looked at',
    )
    const longest = await page.evaluate(() => window.longestFrame!)
    console.log(`longest frame: ${longest.toFixed(0)} ms`)
    expect(longest).toBeLessThan(1500)
  })
})

test('what is found leads to its entry', async () => {
  const page = await open('errors/')
  await paste(page, 'no results to fetch')
  await page.find('error-finder li a').appears()
  expect(await page.find('error-finder li a').evaluate((link: HTMLAnchorElement) => link.href)).toBe(
    `${server.address}errors/no-results-to-fetch/`,
  )
  expect(pages()).toContain('errors/no-results-to-fetch/')
})

test('without JavaScript there is the list, and no field', async () => {
  const page = await open('errors/', { noScripts: true })
  expect(await page.find('error-finder').isVisible()).toBe(false)
  expect(await page.find('main section a').count()).toBeGreaterThan(15)
})

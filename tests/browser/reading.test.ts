/** What a page is before anybody presses anything. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { addressOf, example, open, pages, part } from './site.ts'

const LESSON_JS_BYTES = 30 * 1024
const id = 'session-timeouts/statement-timeout'
const expected = JSON.parse(readFileSync(`examples/${id}/expected.json`, 'utf8'))

describe('without JavaScript', () => {
  test('code, recorded output and timeline are there, and no dead buttons', async () => {
    const page = await open('session-timeouts/', { javaScriptEnabled: false })
    const element = example(page, id)
    expect(await part(element, 'code').textContent()).toContain('SELECT pg_sleep(2)')
    expect(await element.locator('.line span[style*="--lx-token-keyword"]').count()).toBeGreaterThan(0)
    expect(await part(element, 'output').textContent()).toBe(expected.stdout + expected.stderr)
    expect(await part(element, 'timeline').locator('.tl-bar').count()).toBeGreaterThan(2)
    expect(await part(element, 'timeline').locator('.tl-mark-fired').isVisible()).toBe(true)
    expect(await part(element, 'run').isVisible()).toBe(false)
  })

  test('the timeline can be read as text', async () => {
    const page = await open('session-timeouts/', { javaScriptEnabled: false })
    const timeline = part(example(page, id), 'timeline')
    await timeline.getByText('As text').click()
    expect(await timeline.locator('li').allInnerTexts()).toContainEqual(expect.stringMatching(/statement_timeout fires/))
  })
})

describe('every page', () => {
  test.each(pages())('%s loads little JavaScript', async (address) => {
    const page = await open(null)
    const bodies: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') bodies.push(response.body())
    })
    await page.goto(addressOf(address), { waitUntil: 'networkidle' })
    const inline = await page.locator('script:not([src])').allInnerTexts()
    const bytes = [...(await Promise.all(bodies)), ...inline].reduce((sum, script) => sum + gzipSync(script).length, 0)
    console.log(`${address || 'index'}: ${bytes} bytes of JavaScript, compressed`)
    expect(bytes).toBeLessThanOrEqual(LESSON_JS_BYTES)
  })

  test.each(pages())('%s fits a narrow screen', async (address) => {
    const page = await open(address, { viewport: { width: 360, height: 740 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })
})

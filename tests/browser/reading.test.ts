/** What a page is before anybody presses anything. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { browserName, example, hasJspi, kindsOfPages, NARROWEST, open, pages, part, server } from './site.ts'

const LESSON_JS_BYTES = 30 * 1024
const id = 'session-timeouts/statement-timeout'
const expected = JSON.parse(readFileSync(`examples/${id}/expected.json`, 'utf8'))

describe('without JavaScript', () => {
  test('code, recorded output and timeline are there, and no dead buttons', async () => {
    const page = await open('timeouts/after-the-cancellation/', { noScripts: true })
    const element = example(page, id)
    expect(await part(element, 'code').text()).toContain('SELECT pg_sleep(2)')
    expect(await element.find('.line span[style*="--lx-token-keyword"]').count()).toBeGreaterThan(0)
    expect(await part(element, 'output').text()).toBe(expected.stdout + expected.stderr)
    expect(await part(element, 'timeline').find('.tl-bar').count()).toBeGreaterThan(2)
    expect(await part(element, 'timeline').find('.tl-mark-fired').isVisible()).toBe(true)
    expect(await part(element, 'run').isVisible()).toBe(false)
  })

  test('the timeline can be read as text', async () => {
    const page = await open('timeouts/after-the-cancellation/', { noScripts: true })
    const timeline = part(example(page, id), 'timeline')
    await timeline.find('summary').click()
    expect(await timeline.find('[open] li').texts()).toContainEqual(expect.stringMatching(/statement_timeout fires/))
  })
})

// Lengths of words are much the same to all browsers
test.each(browserName === 'chromium' ? pages() : kindsOfPages())(
  '%s fits a narrow screen, and loads little JavaScript',
  async (address) => {
    const page = await open(address, { width: NARROWEST })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROWEST)
    // What is loaded is the same to all browsers. The playground is no page to read, and has its own budget, as has the script for others' pages
    if (browserName !== 'chromium' || address === 'playground/' || address === 'embed/') return
    await server.idle()
    const files = server.sent.filter(({ name }) => name.endsWith('.js')).map(({ body }) => body)
    const inline = await page.find('script:not([src])').texts()
    const bytes = [...files, ...inline].reduce((sum, script) => sum + gzipSync(script).length, 0)
    console.log(`${address || 'index'}: ${bytes} bytes of JavaScript, compressed`)
    expect(bytes).toBeLessThanOrEqual(LESSON_JS_BYTES)
  },
)

describe('what a browser without JSPI cannot do', () => {
  const said = async () => (await open('timeouts/after-the-cancellation/')).find('[data-part="cannot-suspend"]').texts()

  test.runIf(!hasJspi)('is said once', async () => {
    expect(await said()).toEqual([expect.stringMatching(/^This browser cannot suspend WebAssembly/)])
  })

  test.runIf(hasJspi)('is not spoken of elsewhere', async () => {
    expect(await said()).toEqual([])
  })
})

test('an old link to a part of a long page leads to where that is now', async () => {
  const page = await open('session-timeouts/#copy-that-waits-for-its-file')
  // Not from inside the page, which another takes the place of
  const headings = () => page.evaluate(() => [location.pathname, document.querySelectorAll('h2#copy-that-waits-for-its-file').length])
  const arrived = [expect.stringMatching(/\/timeouts\/what-statement-timeout-measures\/$/), 1]
  await vi.waitFor(async () => expect(await headings()).toEqual(arrived), { timeout: 60_000 })
})

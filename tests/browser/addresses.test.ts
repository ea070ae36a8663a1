/** The address of an example: it alone, its files, and the way back. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { example, type Live, open, part, runToEnd, server } from './site.ts'

const id = 'session-timeouts/statement-timeout'

test('an example leads to its own page, where it runs, and which leads back', async () => {
  const chapter = await open('timeouts/after-the-cancellation/')
  const files = part(example(chapter, id), 'files')
  await files.find('summary').click()
  const address = await files.find('a').evaluate((link: HTMLAnchorElement) => link.href)
  expect(address).toMatch(/\/some\/path\/examples\/session-timeouts\/statement-timeout\/$/)

  const page = await open(`examples/${id}/`)
  expect(await page.find('live-example').count()).toBe(1)
  expect(await page.find('main').text()).toContain('Explained in')
  const back = await page.find('main a[href*="timeouts/after"]').evaluate((link: HTMLAnchorElement) => link.href)
  expect(back).toMatch(/\/some\/path\/timeouts\/after-the-cancellation\/$/)
  expect(await runToEnd(example(page, id))).toContain('QueryCanceled')
})

test('each of its files is there', async () => {
  const page = await open(`examples/${id}/`)
  const files = part(example(page, id), 'files')
  const found = await files.evaluate(async (part) => {
    const links = [...part.querySelectorAll<HTMLAnchorElement>('a')]
    return Promise.all(links.map(async ({ href }) => [href.replace(/^.*\//, ''), (await (await fetch(href)).bytes()).length] as const))
  })
  expect(found.map(([name]) => name)).toEqual(['main.py', 'expected.json', 'events.json', 'statement-timeout.zip'])
  expect(found[0]![1]).toBe(readFileSync(`examples/${id}/main.py`).length)
  expect(found[3]![1]).toBeGreaterThan(found[0]![1])
  const versions = JSON.parse(readFileSync('examples/recorded.json', 'utf8'))
  expect(await files.text()).toContain(`psycopg2 ${versions.drivers[0].psycopg2} (libpq ${versions.drivers[0].libpq})`)
})

test('the list of all examples has it', async () => {
  const page = await open('examples/')
  expect(await page.find(`main a[href$="${id}/"]`).count()).toBe(1)
})

test('what is typed there is there in the chapter, too', async () => {
  const page = await open(`examples/${id}/`)
  await part(example(page, id), 'code').find('pre').focus()
  await page.press('Enter')
  await example(page, id).find('.cm-content:focus').appears()
  await page.type('#7')
  await page.tab.goto(`${server.address}timeouts/after-the-cancellation/`)
  await example(page, id).find('.cm-content').appears()
  expect(await example(page, id).evaluate((live: Live) => live.code)).toContain('#7')
})

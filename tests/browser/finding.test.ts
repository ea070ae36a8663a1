/** The search: what people call it leads to the page that tells of it. */
import { expect, test } from 'vitest'
import { open } from './site.ts'

test.each([
  ['ping', 'is-it-alive/'],
  ['pgbouncer', 'pgbouncer/'],
])('%s leads to %s first', async (word, address) => {
  const page = await open('')
  await page.find('site-search [data-open]').click()
  await page.find('site-search input').evaluate((input: HTMLInputElement, text) => {
    input.value = text
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }, word)
  await page.find('site-search li a').appears()
  expect(await page.find('site-search li a').evaluate((link: HTMLAnchorElement) => link.href)).toMatch(new RegExp(`/${address}$`))
})

/** What the start page shows at once, and where it leads. */
import { describe, expect, test } from 'vitest'
import { open, server } from './site.ts'

test.each([1280, 360])('the recorded run, to the limit that fires, is on the first screen of %i pixels', async (width) => {
  const page = await open('', { width })
  const below = await page
    .find('live-example[data-plays] .tl-mark-fired')
    .evaluate((mark) => mark.getBoundingClientRect().bottom + scrollY - innerHeight)
  expect(below).toBeLessThanOrEqual(0)
})

describe('where the reader left off', () => {
  test('is nowhere at first', async () => {
    const page = await open('')
    expect(await page.find('left-off').evaluate((element) => element.textContent)).toBe('')
  })

  test('is the chapter opened last, whatever else was looked at', async () => {
    const page = await open('is-it-alive/')
    for (const other of ['errors/', '']) await page.tab.goto(server.address + other)
    const link = await page.find('left-off a').evaluate((link: HTMLAnchorElement) => [link.textContent, link.pathname])
    expect(link).toEqual(['Is my connection alive?', '/some/path/is-it-alive/'])
  })
})

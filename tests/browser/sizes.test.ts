/** From the narrowest screens to the widest: nothing runs out of the page, and output keeps its columns. */
import { describe, expect, test } from 'vitest'
import type { Page } from './page.ts'
import { browserName, example, NARROWEST, open, part, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'
const chapter = 'timeouts/after-the-cancellation/'
/** One of each kind. */
const kinds = [
  ['the start page', ''],
  ['a chapter', chapter],
  ['the overview of a section', 'waiting/'],
  ['the errors', 'errors/'],
  ['an error', 'errors/statement-timeout/'],
  ['a reference with tables', 'reference/status/'],
  ['the SQLSTATEs', 'reference/sqlstates/'],
  ['a form that decides', 'which-timeout/'],
  ['the examples', 'examples/'],
  ['an example alone', 'examples/waiting/lock-queue/'],
  ['an exercise alone', 'examples/exercises/which-rule/'],
] as const
/** In CSS pixels: a small phone, or a desktop at 400 %; a phone; a tablet; a desktop; 4K. */
const WIDTHS = [NARROWEST, 390, 768, 1280, 3840]

/** By how much the page is too wide, everything in it opened. */
const excess = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
    return document.documentElement.scrollWidth - innerWidth
  })

test.each(kinds)('nothing runs out of %s', async (_what, address) => {
  const page = await open(address)
  const found: [number, number][] = []
  for (const width of WIDTHS) {
    await page.tab.resize(width, 720)
    found.push([width, Math.max(0, await excess(page))])
  }
  expect(found).toEqual(WIDTHS.map((width) => [width, 0]))
})

describe('on the narrowest', () => {
  // The focus follows the pointer, which lies beside so narrow a window of WebKit: nobody can type there
  test.runIf(browserName !== 'webkit')('nothing runs out of an example that is edited, offers something, and shows a card', async () => {
    const page = await open(chapter, { width: NARROWEST })
    const element = example(page, id)
    await setCode(element, 'import psycopg2\nconn = psycopg2.connect("dbname=lab user=reader application_name=a_long_one")\n')
    await part(element, 'code').find('pre').focus()
    await page.press('Enter')
    await element.find('.cm-content:focus').appears()
    await page.press('Control+End')
    await page.type('conn.set')
    await element.find('.cm-tooltip-autocomplete').appears()
    await page.press('ArrowDown')
    await element.find('.cm-completionInfo').appears()
    expect(await excess(page)).toBeLessThanOrEqual(0)
    await page.press('Enter')
    await page.press('F1')
    await element.find('.lx-card').says('set_')
    expect(await excess(page)).toBeLessThanOrEqual(0)
    const { left, right } = await element.find('.cm-tooltip:has(.lx-card)').evaluate((card) => {
      const { left, right } = card.getBoundingClientRect()
      return { left, right }
    })
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(NARROWEST)
  })

  test('output keeps its columns, and scrolls', async () => {
    const page = await open(chapter, { width: NARROWEST })
    const { lines, rows, hidden } = await part(example(page, id), 'output').evaluate((output) => {
      const range = document.createRange()
      const tops = new Set<number>()
      // Of the text alone: the blocks that it stands in have places of their own
      for (const texts = document.createTreeWalker(output, NodeFilter.SHOW_TEXT); texts.nextNode(); ) {
        range.selectNodeContents(texts.currentNode)
        for (const { top } of range.getClientRects()) tops.add(Math.round(top))
      }
      const lines = output.textContent.trimEnd().split('\n').length
      return { lines, rows: tops.size, hidden: output.scrollWidth - output.clientWidth }
    })
    expect(rows).toBe(lines)
    expect(hidden).toBeGreaterThan(0)
  })

  test.each(['run', 'reset', 'wrap', 'copy', 'play', 'zoom-in'])('a finger finds %s', async (name) => {
    const page = await open(chapter, { width: NARROWEST })
    const { width, height } = await part(example(page, id), name).evaluate((button) => {
      const { width, height } = button.getBoundingClientRect()
      return { width, height }
    })
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
  })
})

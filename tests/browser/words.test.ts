/** Words of the prose light what they name in the figure near them. */
import { expect, test } from 'vitest'
import { open } from './site.ts'

test('a word lights its bars in the nearest figure, by pointer and by key; pressed again, nothing', async () => {
  const page = await open('timeouts/what-statement-timeout-measures/')
  const word = page.find('.tl-word-timer')
  await word.appears()
  // Folded figures show nothing
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('details.lx-fold')) fold.open = true
  })
  const lit = () => page.find('.tl[data-lit] .tl-lane-timer .tl-bar.tl-lit').count()
  await word.evaluate((one) => one.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' })))
  expect(await lit()).toBeGreaterThan(0)
  expect(await page.find('.tl[data-lit]').count()).toBe(1)
  await word.evaluate((one) => one.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' })))
  expect(await lit()).toBe(0)
  await word.focus()
  await page.press('Enter')
  expect(await word.attribute('aria-pressed')).toBe('true')
  expect(await lit()).toBeGreaterThan(0)
  const [bar, other] = await page.evaluate(() =>
    ['.tl[data-lit] .tl-lit', '.tl[data-lit] .tl-bar:not(.tl-lit)'].map((one) => getComputedStyle(document.querySelector(one)!).opacity),
  )
  expect(Number(bar)).toBeGreaterThan(Number(other))
  await page.press('Enter')
  expect(await lit()).toBe(0)
})

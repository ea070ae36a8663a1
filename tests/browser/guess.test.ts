/** The question before a result: nothing is shown until the reader has guessed, run, or asked for it; then the guess stands beside what happened. */
import { describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import type { Page } from './page.ts'
import { browserName, example, NARROWEST, open, part, server, setCode } from './site.ts'

const id = 'session-timeouts/popular-snippet'
const numeric = 'threads/too-many-connections'
const openLesson = () => open('timeouts/the-popular-snippet/')
const isShown = (page: Page, name: string) =>
  part(example(page, id), name).evaluate((node) => node.checkVisibility() && node.getBoundingClientRect().height > 0)
const verdict = (page: Page, of = id) =>
  part(example(page, of), 'verdict').evaluate((node) =>
    [...node.children].filter((line) => line.getClientRects().length > 0).map((line) => line.textContent.replace(/\s+/g, ' ').trim()),
  )
const guess = async (page: Page, value: string) => {
  await example(page, id).find(`.lx-answer [value="${value}"]`).click()
  await part(example(page, id), 'commit').click()
}

/** How much the page has moved without being asked, as browsers made from Chromium measure it. */
const shifts = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
            if (!entry.hadRecentInput) sum += entry.value
        })
        observer.observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))))
      }),
  )

describe('before the guess', () => {
  test('the question is shown, and neither output nor timeline nor explanation', async () => {
    const page = await openLesson()
    expect(await example(page, id).find('legend').text()).toContain('What does the program print?')
    for (const name of ['output', 'timeline', 'verdict']) expect(await isShown(page, name), name).toBe(false)
    expect(await example(page, id).attribute('revealed')).toBeNull()
  })

  test('a wrong guess opens the result and stands beside what happened', async () => {
    const page = await openLesson()
    await guess(page, '0')
    for (const name of ['output', 'timeline', 'verdict']) expect(await isShown(page, name), name).toBe(true)
    expect(await example(page, id).attribute('revealed')).toBe('')
    const [yours, happened, ...more] = await verdict(page)
    expect(yours).toMatch(/^Your guess: “Session timeout occurred”.*So the snippet promises/)
    expect(happened).toMatch(/^What happened: .*QueryCanceled/)
    expect(more).toEqual([])
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['part'])).toBe('verdict')
  })

  test('so does a right one', async () => {
    const page = await openLesson()
    await guess(page, '1')
    expect((await verdict(page))[0]).toBe('You have guessed it.')
  })

  test('Show opens it without a guess, and so does Run', async () => {
    const page = await openLesson()
    await part(example(page, id), 'reveal').click()
    await example(page, id).until((live) => live.hasAttribute('revealed'))
    expect(await verdict(page)).toEqual([expect.stringMatching(/^What happened/)])
    const other = example(page, 'session-timeouts/popular-snippet-corrected')
    server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? '' : undefined)
    await part(other, 'run').click()
    expect(await other.attribute('revealed')).toBe('')
  })

  test('Guess without a choice opens nothing', async () => {
    const page = await openLesson()
    await part(example(page, id), 'commit').click()
    expect(await example(page, id).attribute('revealed')).toBeNull()
  })
})

describe('a number', () => {
  test.each([
    ['17', /^You have guessed it/],
    ['20', /^Your guess: 20 connections\. That is max_connections/],
    ['3', /^Your guess: 3 connections\.$/],
  ])('%s: %s', async (entered, said) => {
    const page = await open('threads/pools/')
    const element = example(page, numeric)
    await element.find('.lx-number input').focus()
    await page.type(entered)
    await page.press('Enter')
    await element.until((live) => live.hasAttribute('revealed'))
    const [yours, happened] = await verdict(page, numeric)
    expect(yours).toMatch(said)
    expect(happened).toMatch(/^What happened: 17 connections/)
  })
})

describe('a guess', () => {
  test('is kept in the browser, and can be made again', async () => {
    const page = await openLesson()
    await guess(page, '2')
    await page.tab.reload()
    expect(await example(page, id).attribute('revealed')).toBe('')
    expect((await verdict(page))[0]).toMatch(/^Your guess: “Rows/)
    await part(example(page, id), 'commit').click()
    expect(await example(page, id).attribute('revealed')).toBeNull()
    expect(await example(page, id).find('input:checked').count()).toBe(0)
    await page.tab.reload()
    expect(await example(page, id).attribute('revealed')).toBeNull()
  })

  test.each([
    [
      'is forbidden',
      () => {
        const get = () => {
          throw new DOMException('no', 'SecurityError')
        }
        Object.defineProperty(window, 'localStorage', { get })
      },
    ],
    [
      'is full',
      () => {
        Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError')
        }
      },
    ],
  ])('works for this page where storage %s', async (_what, forbid) => {
    const page = await openLesson()
    await page.evaluate(forbid)
    await guess(page, '0')
    expect((await verdict(page))[0]).toMatch(/^Your guess/)
  })

  test('about a program that has been changed: it says so', async () => {
    const page = await openLesson()
    await guess(page, '0')
    await setCode(example(page, id), 'print(1)')
    expect((await verdict(page)).at(-1)).toMatch(/^This is about the original program/)
  })

  test('by keyboard alone', async () => {
    const page = await openLesson()
    await part(example(page, id), 'run').focus()
    // Stop and Reset can do nothing: the clock comes next, and then the first of the answers
    await page.press('Tab')
    await page.press('Tab')
    await page.press('ArrowDown')
    await page.press('Enter')
    await example(page, id).until((live) => live.hasAttribute('revealed'))
    expect((await verdict(page))[0]).toBe('You have guessed it.')
  })
})

test('without JavaScript it is a fold, and the choice stands beside what happened', async () => {
  const page = await open('timeouts/the-popular-snippet/', { noScripts: true })
  expect(await isShown(page, 'output')).toBe(false)
  expect(await part(example(page, id), 'commit').isVisible()).toBe(false)
  await example(page, id).find('.lx-answer [value="0"]').click()
  await part(example(page, id), 'reveal').click()
  await example(page, id).find('.lx-fold[open]').appears()
  expect(await isShown(page, 'output')).toBe(true)
  expect((await verdict(page))[0]).toMatch(/^Your guess: “Session timeout occurred”/)
})

test('the question fits a narrow screen', async () => {
  const page = await open('timeouts/the-popular-snippet/', { width: NARROWEST })
  await guess(page, '0')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROWEST)
})

describe.runIf(browserName === 'chromium')('measured in Chromium', () => {
  test('axe finds nothing in what a guess has opened', async () => {
    const page = await openLesson()
    await guess(page, '0')
    expect(await violations(page, 'live-example[revealed]')).toEqual([])
  })

  test('nothing moves when the page comes with a kept guess', async () => {
    const page = await openLesson()
    await guess(page, '0')
    await page.tab.reload()
    expect(await shifts(page)).toBeLessThanOrEqual(0.02)
  })
})

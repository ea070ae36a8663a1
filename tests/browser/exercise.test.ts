/** An exercise: checked by what it does, with hints, a solution, and progress that is kept. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { violations } from './axe.ts'
import type { Page } from './page.ts'
import { browserName, example, type Live, open, part, setCode } from './site.ts'

const id = 'exercises/the-limit-that-ends-it'
const solution = readFileSync(`examples/${id}/solution.py`, 'utf8')
const count = (page: Page) => page.find('nav.sidebar a[aria-current="page"] .lx-solved-count').text()
const judgement = (page: Page) => part(example(page, id), 'judgement')
const check = async (page: Page, answer: string) => {
  await part(example(page, id), 'check').click()
  await judgement(page).says(answer)
}

test('is checked, solved, and remembered, in the page and in the list at the side', async () => {
  const page = await open('timeouts/after-the-cancellation/')
  expect(await count(page)).toMatch(/^0\//)
  await check(page, 'Not yet. The report has run to its end: no limit has fired.')
  expect(await example(page, id).attribute('solved')).toBeNull()
  // What was said about another program goes with the next run
  await setCode(example(page, id), solution)
  await check(page, 'Solved.')
  expect(await count(page)).toMatch(/^1\//)
  if (browserName === 'chromium') expect(await violations(page, `live-example[data-example="${id}"]`)).toEqual([])
  await page.tab.reload()
  expect(await example(page, id).attribute('solved')).toBe('')
  expect(await count(page)).toMatch(/^1\//)
  expect(await judgement(page).text()).toBe('')
})

test('a check that fails itself says so, and nothing about the program', async () => {
  const page = await open('timeouts/after-the-cancellation/')
  await part(example(page, id), 'check-program').evaluate((template: HTMLTemplateElement) => {
    template.content.textContent = '1 / 0'
  })
  // The element is made anew, as a page would make it
  await example(page, id).evaluate((live) => live.replaceWith(live.cloneNode(true)))
  await check(page, 'The check itself has failed, which says nothing about your program. ZeroDivisionError: division by zero')
  expect(await example(page, id).attribute('solved')).toBeNull()
})

test('hints come one after another, and a solution behind the last; without JavaScript, too', async () => {
  const page = await open('timeouts/after-the-cancellation/', { noScripts: true })
  const hints = example(page, id).find('.lx-hints')
  const shown = () =>
    example(page, id).evaluate(
      (live) => [...live.querySelectorAll('.lx-hints > summary')].filter((summary) => summary.checkVisibility()).length,
    )
  expect(await part(example(page, id), 'task').isVisible()).toBe(true)
  expect(await part(example(page, id), 'check').isVisible()).toBe(false)
  const all = await hints.count()
  for (let open = 1; open <= all; open++) {
    expect(await shown()).toBe(open)
    await example(page, id).find(`.lx-hints:not([open]) > summary`).click()
  }
  expect(await example(page, id).find('.lx-hints[open] pre').isVisible()).toBe(true)
})

test('check() answers with the judgement, and with nothing where there is none', async () => {
  const page = await open('timeouts/after-the-cancellation/')
  type Checked = Live & { check(): Promise<{ tag: string } | null> }
  await setCode(example(page, id), solution)
  expect(await example(page, id).evaluate((live: Checked) => live.check())).toEqual({ tag: 'passed' })
  expect(await example(page, 'session-timeouts/savepoint').evaluate((live: Checked) => live.check())).toBeNull()
})

/** Knobs: values of the program that can be moved, and the clock that it runs by. */
import { expect, test } from 'vitest'
import { violations } from './axe.ts'
import type { Page } from './page.ts'
import { browserName, example, type Live, open, part, runToEnd, setCode } from './site.ts'

const id = 'session-timeouts/which-timer-wins'
const element = (page: Page) => example(page, id)
const knob = (page: Page, label: string) => element(page).find(`[data-knob*="${label}"]`)
const code = (page: Page) => element(page).evaluate((live: Live) => live.code)
const turn = (page: Page, label: string, value: string) =>
  knob(page, label).evaluate((control: HTMLInputElement | HTMLSelectElement, to) => {
    control.value = to
    control.dispatchEvent(new Event('input', { bubbles: true }))
    control.dispatchEvent(new Event('change', { bubbles: true }))
  }, value)

test('moving one rewrites the code, and the run follows; another move while it runs, too', async () => {
  const page = await open('which-timer-wins/')
  await turn(page, 'lock_timeout', '2000')
  await element(page).until((live: Live) => ['loading', 'running'].includes(live.state))
  await turn(page, 'lock_timeout', '500')
  expect(await code(page)).toContain('"lock_timeout": 500,')
  await part(element(page), 'output').says('LockNotAvailable')
  await part(element(page), 'output').says('closed: 0')
  await turn(page, 'WAIT', '"idle"')
  expect(await code(page)).toContain('WAIT = "idle"\n')
  await part(element(page), 'output').says('idle-session timeout')
  if (browserName === 'chromium') expect(await violations(page, 'live-example')).toEqual([])
})

test('they follow what is typed, and can do nothing where their value is gone', async () => {
  const page = await open('which-timer-wins/')
  const text = await code(page)
  await setCode(element(page), text.replace('"lock_timeout": 800', '"lock_timeout": 100').replace('"idle_session_timeout": 400,', ''))
  expect(await knob(page, 'lock_timeout').evaluate((input: HTMLInputElement) => input.value)).toBe('100')
  expect(await knob(page, 'idle_session_timeout').evaluate((input: HTMLInputElement) => input.disabled)).toBe(true)
  await part(element(page), 'reset').click()
  expect(await knob(page, 'lock_timeout').evaluate((input: HTMLInputElement) => input.value)).toBe('800')
  expect(await knob(page, 'idle_session_timeout').evaluate((input: HTMLInputElement) => input.disabled)).toBe(false)
})

test('the clock skips ten minutes, and can be slow', async () => {
  const page = await open('which-timer-wins/')
  const clock = (name: string) =>
    part(element(page), 'clock').evaluate((select: HTMLSelectElement, value) => {
      select.value = value
    }, name)
  const time = (seconds: number) =>
    `import time\nbegan = time.monotonic()\ntime.sleep(${seconds})\nprint(${seconds} <= time.monotonic() - began < ${seconds} + 60)`
  await clock('fast')
  await setCode(element(page), time(600))
  expect(await runToEnd(element(page))).toBe('True\n')
  expect(await part(element(page), 'status').text()).toMatch(/^Finished in 600\./)
  await clock('slow')
  await setCode(element(page), time(0.2))
  const took = await element(page).evaluate(async (live: Live) => {
    const began = performance.now()
    await live.run()
    return performance.now() - began
  })
  expect(took).toBeGreaterThanOrEqual(1000)
})

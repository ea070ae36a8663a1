/** What bars, marks and exceptions are: cards for pointers, fingers and keyboards; and what the driver holds to be so beside the server. */
import { beforeEach, expect, test } from 'vitest'
import { violations } from './axe.ts'
import type { Page, Part } from './page.ts'
import { browserName, example, type Live, open, part, reach, setCode } from './site.ts'

const id = 'session-timeouts/idle-in-transaction'
let page: Page
let element: Part
beforeEach(async () => {
  page = await open('timeouts/idle/')
  element = example(page, id)
  await element.evaluate((live) => {
    live.querySelector<HTMLDetailsElement>('details.lx-fold')?.setAttribute('open', '')
    live.querySelector('[data-part="timeline"]')!.scrollIntoView({ block: 'center', behavior: 'instant' })
  })
})

const card = () => part(element, 'card')

const point = (selector: string, pointerType: string) =>
  part(element, 'timeline')
    .find(selector)
    .evaluate((drawn, pointerType) => {
      const type = pointerType === 'mouse' ? 'pointerover' : 'pointerdown'
      const { left, top } = drawn.getBoundingClientRect()
      drawn.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerType, clientX: left + 1, clientY: top + 2 }))
    }, pointerType)

test('a pointer over a bar, and away', async () => {
  await point('.tl-lane-session .tl-transaction', 'mouse')
  await card().says('is idle in transaction')
  expect(await card().text()).toContain('A transaction is open')
  await point('.tl-name', 'mouse')
  await card().until((card: HTMLElement) => card.hidden)
})

test('a finger on a mark: the server’s report with its SQLSTATE', async () => {
  await point('.tl-mark-fatal', 'touch')
  await card().says('FATAL 25P03')
  expect(await card().text()).toContain('the session ends')
})

test('by keyboard, event by event; Escape closes', async () => {
  await part(element, 'playhead').focus()
  await page.press('Home')
  await part(element, 'now').says('The program begins.')
  await page.press('ArrowRight')
  await card().says('calls connect()')
  await page.press('Escape')
  await card().until((card: HTMLElement) => card.hidden)
})

test('an exception: its classes, what it leaves, what works next, and the way to its entry', async () => {
  await point('.tl-mark-raised', 'mouse')
  await card().says('More of it')
  const text = await card().text()
  expect(text).toContain('OperationalError ← DatabaseError ← Error')
  // The exception does not name the reason, the connection does
  expect(text).toContain('More of it: terminating connection due to idle-in-transaction timeout')
  expect(text).toMatch(/Leaves\s*closed 2 broken/)
  const found = await card()
    .find('a')
    .evaluate(async (link: HTMLAnchorElement) => (await fetch(link.href)).ok)
  expect(found).toBe(true)
})

test('an exception of the program’s own: what Python says of its class, its line, and what is special in a page', async () => {
  await setCode(element, 'try:\n    {}["key"]\nexcept KeyError:\n    pass\nimport nothing_of_the_kind\n')
  await part(element, 'run').click()
  await reach(element, 'done')
  await part(element, 'timeline').evaluate((timeline) => timeline.scrollIntoView({ block: 'center', behavior: 'instant' }))
  await part(element, 'playhead').focus()
  await page.press('Home')
  await page.press('ArrowRight')
  await card().says('raises KeyError')
  expect(await card().text()).toMatch(/MeansMapping key not found\..*Line2.*KeyError ← LookupError/)
  await page.press('ArrowRight')
  await card().says('raises ModuleNotFoundError')
  await card().says('In this page')
  // And not what the command line has for it
  await card().says("This page has Python's standard library")
})

test('what the driver says is marked as stale from when it is', async () => {
  const truths = async (at: number) => {
    await element.evaluate((live: Live & { moment: number | null }, at) => {
      const moved = new Promise((resolve) => live.addEventListener('live-moment', resolve, { once: true }))
      live.moment = at
      return moved.then(() => null)
    }, at)
    return (await element.find('.lx-truths > span').texts()).map((text) => text.replace(/\s+/g, ' '))
  }
  expect(await truths(100)).toEqual(['closed 0 open', 'status 2 BEGIN', 'get_transaction_status() 2 INTRANS', 'info.status 0 OK'])
  const after = await truths(500)
  for (const text of after) expect(text).toMatch(/, stale since 40\d ms$/)
})

test.runIf(browserName === 'chromium')('axe finds nothing with a card and the driver’s words', async () => {
  await point('.tl-mark-raised', 'mouse')
  await card().says('More of it')
  await element.evaluate((live: Live & { moment: number | null }) => {
    live.moment = 500
  })
  await element.find('.lx-stale').appears()
  expect(await violations(page, `live-example[data-example="${id}"]`)).toEqual([])
})

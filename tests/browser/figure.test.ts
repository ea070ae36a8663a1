/** What can be done with the figure: zoom, exact times, a picture; and what is said where events are not drawn. */
import { beforeEach, expect, test } from 'vitest'
import { violations } from './axe.ts'
import type { Page, Part } from './page.ts'
import { browserName, example, type Live, open, part, reach, server } from './site.ts'

const id = 'session-timeouts/statement-timeout'
let page: Page
let element: Part
beforeEach(async () => {
  page = await open('timeouts/after-the-cancellation/')
  element = example(page, id)
})

/** How wide the tracks are, and how far the figure is scrolled. */
const view = () =>
  element.evaluate((live) => ({
    width: live.querySelector('.tl-grid')!.getBoundingClientRect().width,
    rail: live.querySelector('[data-part="playhead"]')!.getBoundingClientRect().width,
    left: live.querySelector('[data-part="scroll"]')!.scrollLeft,
  }))
const zoomed = (from: number) =>
  element.until((live, from) => live.querySelector('.tl-grid')!.getBoundingClientRect().width > from * 1.2, from)

test('zoom by buttons, with more words in the bars; the playhead stays in view; back to the whole', async () => {
  const before = await view()
  const words = () => part(element, 'timeline').find('.tl-bar > span').count()
  const few = await words()
  for (let i = 0; i < 4; i++) {
    const { width } = await view()
    await part(element, 'zoom-in').click()
    await zoomed(width)
  }
  await element.until((live, few) => live.querySelectorAll('.tl-bar > span').length > few, few)
  const after = await view()
  expect(after.width / before.width).toBeCloseTo(1.6 ** 4, 1)
  expect(after.rail).toBeCloseTo(after.width, 0)
  await part(element, 'playhead').focus()
  await page.press('Home')
  await element.until((live) => live.querySelector('[data-part="scroll"]')!.scrollLeft < 10)
  await page.press('End')
  await element.until((live) => live.querySelector('[data-part="scroll"]')!.scrollLeft > 100)
  await part(element, 'zoom-off').click()
  await element.until((live, width) => live.querySelector('.tl-grid')!.getBoundingClientRect().width === width, before.width)
})

test('zoom by keys, by the wheel where the pointer is, and by two fingers', async () => {
  await part(element, 'playhead').focus()
  let { width } = await view()
  await page.press('=')
  await zoomed(width)
  await page.press('0')
  await element.until((live, width) => live.querySelector('.tl-grid')!.getBoundingClientRect().width === width, width)

  const moved = await part(element, 'scroll').evaluate(async (scroll) => {
    const bar = () => scroll.querySelector('.tl-mark-error')!.getBoundingClientRect().left
    const before = bar()
    const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: true, deltaY: -150, clientX: before + 9 })
    scroll.dispatchEvent(event)
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return [event.defaultPrevented, Math.abs(bar() - before)] as const
  })
  expect(moved[0]).toBe(true)
  expect(moved[1]).toBeLessThan(3)
  ;({ width } = await view())
  await part(element, 'scroll').evaluate((scroll) => {
    const { left, top } = scroll.getBoundingClientRect()
    const finger = (type: string, pointerId: number, x: number) =>
      scroll.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'touch', pointerId, clientX: left + x, clientY: top + 60 }))
    finger('pointerdown', 1, 200)
    finger('pointerdown', 2, 260)
    finger('pointermove', 2, 380)
    finger('pointerup', 1, 200)
    finger('pointerup', 2, 380)
  })
  await zoomed(width)
})

test('a table of exact times', async () => {
  await part(element, 'table').find('summary').click()
  await part(element, 'table').says('statement_timeout fires')
  const rows = await part(element, 'table').find('tr').texts()
  expect(rows).toContainEqual('501.250500.000Session 101: statement_timeout fires.')
  if (browserName === 'chromium') expect(await violations(page, `live-example[data-example="${id}"]`)).toEqual([])
})

test('a picture of it', async () => {
  const svg = await element.evaluate(async (live) => {
    const made = new Promise<Blob>((resolve) => {
      URL.createObjectURL = (blob) => {
        resolve(blob as Blob)
        return 'blob:nothing'
      }
    })
    HTMLAnchorElement.prototype.click = () => {}
    live.querySelector<HTMLButtonElement>('[data-part="save"]')!.click()
    const text = await (await made).text()
    const picture = new DOMParser().parseFromString(text, 'image/svg+xml')
    return [picture.querySelector('parsererror')?.textContent ?? '', picture.querySelectorAll('rect').length > 10, text]
  })
  expect(svg[0]).toBe('')
  expect(svg[1]).toBe(true)
  expect(svg[2]).toContain('statement_timeout')
})

test('events beyond what is drawn have a mark that says how many', async () => {
  const script = `const answer = (message) => postMessage(message); onmessage = ({ data: asked }) => {
    if (asked.type === 'load') return answer({ type: 'ready', interruptible: true });
    if (asked.type !== 'run') return;
    const run = asked.run; answer({ type: 'started', run });
    answer({ type: 'event', run, event: { at: 0, kind: 'session-opened', session: 9, user: 'reader', database: 'lab', applicationName: '' } });
    for (let i = 1; i < 100; i++)
      answer({ type: 'event', run, event: { at: i, kind: 'session-state', session: 9, state: i % 2 ? 'active' : 'idle' } });
    const leftOut = { at: 99, events: 4321, calls: false };
    answer({ type: 'done', run, end: { stdout: '', stderr: '', exception: null, exitStatus: 0, durationMs: 200, leftOut } }) }`
  server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? script : undefined)
  await part(element, 'run').click()
  await reach(element, 'done')
  expect(await part(element, 'timeline').text()).toContain('4,321 more')
  expect(await part(element, 'timeline').find('.tl-over .tl-unseen').count()).toBe(1)
})

test.runIf(browserName === 'chromium')('nothing moves while a program gets ready, runs and ends', async () => {
  const script = `const answer = (message) => postMessage(message); onmessage = ({ data: asked }) => {
    if (asked.type === 'load') {
      answer({ type: 'progress', progress: { stage: 'downloading', loaded: 1, total: 2 } });
      return setTimeout(() => answer({ type: 'ready', interruptible: true }), 100);
    }
    if (asked.type !== 'run') return;
    const run = asked.run; answer({ type: 'started', run });
    const tell = (at, fields) => answer({ type: 'event', run, event: { at, ...fields } });
    tell(0, { kind: 'session-opened', session: 9, user: 'reader', database: 'lab', applicationName: '' });
    tell(1, { kind: 'session-state', session: 9, state: 'idle' });
    answer({ type: 'output', run, stream: 'stdout', text: 'one line\\n' });
    const end = { stdout: 'one line\\n', stderr: '', exception: null, exitStatus: 0, durationMs: 200, leftOut: null };
    setTimeout(() => answer({ type: 'done', run, end }), 100) }`
  server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? script : undefined)
  const shifted = await element.evaluate(async (live: Live) => {
    let sum = 0
    // Also what follows upon a press, which the measure itself would forgive
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
    })
    observer.observe({ type: 'layout-shift' })
    live.scrollIntoView({ block: 'start', behavior: 'instant' })
    await live.run()
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    for (const entry of observer.takeRecords()) sum += (entry as PerformanceEntry & { value: number }).value
    return sum
  })
  expect(shifted).toBeLessThanOrEqual(0.02)
})

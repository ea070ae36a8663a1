/** The map of states: the run's path up to the playhead, the way to another example, and what has been seen. */
import { beforeEach, expect, test } from 'vitest'
import { violations } from './axe.ts'
import type { Page, Part } from './page.ts'
import { browserName, example, open, part, reach, server } from './site.ts'

const id = 'session-timeouts/statement-timeout'
let page: Page
let element: Part
let map: Part
beforeEach(async () => {
  page = await open('timeouts/after-the-cancellation/')
  element = example(page, id)
  map = part(element, 'map')
})

const edge = (name: string) => map.find(`[data-transition="${name}"]`)
const openMap = async () => {
  await map.find('summary').click()
  await edge('active-aborted').appears()
}

test('what is lit follows the playhead', async () => {
  await openMap()
  await part(element, 'playhead').focus()
  await page.press('Home')
  await map.find('.sm:not(:has(.sm-lit))').appears()
  await map.says('You have seen 0 of')
  // The bar begins when the statement has been cancelled
  await part(element, 'timeline')
    .find('.tl-bar.tl-aborted')
    .evaluate((bar) => bar.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerType: 'mouse' })))
  await map.find('.sm-aborted.sm-here').appears()
  expect(await map.find('.sm-latest').attribute('data-transition')).toBe('active-aborted')
  expect(await map.find('.sm-here .sm-who').texts()).toEqual(['conn'])
  expect(await map.find('.sm-lit').count()).toBeGreaterThan(3)
  expect(await map.find('.sm-closed.sm-here').count()).toBe(0)
  expect(
    await edge('active-aborted')
      .find('path:nth-of-type(2)')
      .evaluate((path) => getComputedStyle(path).strokeWidth),
  ).toBe('4px')
  if (browserName === 'chromium') expect(await violations(page, '[data-part="map"]')).toEqual([])
})

test('a transition leads to the shortest example that takes it, at that moment; what was seen is remembered', async () => {
  await openMap()
  await part(element, 'playhead').focus()
  await page.press('End')
  await edge('active-aborted').find('.sm-head').appears()
  await map.find('.sm-seen[data-transition="active-aborted"]').appears()
  const address = await edge('transaction-lost').evaluate((link) => new URL(link.getAttribute('href')!, location.href).href)
  expect(address).toMatch(/\/some\/path\/examples\/[a-z-]+\/[a-z-]+\/#transaction-lost$/)
  await page.tab.goto(address)
  const alone = page.find('live-example')
  await alone.find('[data-part="map"][open] .sm-latest[data-transition="transaction-lost"]').appears()
  // From the example before
  await alone.find('.sm-seen[data-transition="active-aborted"]').appears()
})

test('a run of the reader lights its own way, also where no example goes', async () => {
  const script = `const answer = (message) => postMessage(message); onmessage = ({ data: asked }) => {
    if (asked.type === 'load') return answer({ type: 'ready', interruptible: true });
    if (asked.type !== 'run') return;
    const run = asked.run; answer({ type: 'started', run });
    const tell = (at, fields) => answer({ type: 'event', run, event: { at, session: 9, ...fields } });
    tell(0, { kind: 'session-opened', user: 'reader', database: 'lab', applicationName: 'mine' });
    tell(1, { kind: 'session-state', state: 'active' });
    tell(2, { kind: 'session-state', state: 'idle in transaction (aborted)' });
    const end = { stdout: '', stderr: '', exception: null, exitStatus: 0, durationMs: 9, leftOut: null };
    answer({ type: 'done', run, end }) }`
  server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? script : undefined)
  await openMap()
  await part(element, 'run').click()
  await reach(element, 'done')
  await map.find('.sm-aborted.sm-here').appears()
  expect(await edge('starting-active').evaluate((one) => [one.tagName, one.classList.contains('sm-lit')])).toEqual(['g', true])
  expect(await map.find('.sm-here .sm-who').texts()).toEqual(['mine'])
})

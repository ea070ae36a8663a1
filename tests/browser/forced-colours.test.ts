/** With two colours for everything, as some readers set their system: what differs by colour differs otherwise. */
import { expect, test } from 'vitest'
import { browserName, example, open, part } from './site.ts'

const BARS = ['call', 'raised', 'active', 'idle', 'transaction', 'aborted', 'wait', 'elapsed', 'fired', 'disarmed', 'remaining']
const GAPS = ['steps', 'break', 'unseen']

const emulated = async () => {
  const page = await open('timeouts/after-the-cancellation/')
  await page.tab.emulate!({ 'forced-colors': 'active' })
  return page
}

// Browsers but Chromium cannot be asked to
test.runIf(browserName === 'chromium')('bars, and marks of what is not drawn, look different from one another', async () => {
  const page = await emulated()
  const looks = await page.find('.tl-lanes .tl-track').evaluate(
    (track, bars, gaps) => {
      const add = (parent: Element, name: string) => {
        const made = document.createElement('i')
        made.className = name
        parent.append(made)
        const look = getComputedStyle(made)
        return [
          'backgroundImage',
          'backgroundColor',
          ...['Top', 'Right', 'Bottom', 'Left'].flatMap((side) => [`border${side}Style`, `border${side}Width`]),
        ]
          .map((property) => look[property as never])
          .join(' ')
      }
      const drawing = track.closest('.tl')!
      return [
        ...bars.map((kind) => add(track, `tl-bar tl-${kind}`)),
        ...gaps.map((kind) =>
          add(kind === 'steps' ? drawing.querySelector('.tl-grid')! : drawing.querySelector('.tl-over')!, `tl-${kind}`),
        ),
      ]
    },
    BARS,
    GAPS,
  )
  expect(new Set(looks).size, looks.join('\n')).toBe(BARS.length + GAPS.length)
})

test.runIf(browserName === 'chromium')('the line of the moment has an outline', async () => {
  const page = await emulated()
  const element = example(page, 'session-timeouts/statement-timeout')
  await part(element, 'playhead').focus()
  await page.press('Home')
  await page.press('ArrowRight')
  const outline = await element.find('.lx-current').until((line) => getComputedStyle(line).outlineStyle)
  expect(outline).toBe('solid')
})

/** What the editor offers and explains, how it is dismissed, and what it takes from nobody; wrapping and copying. */
import { beforeEach, describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import type { Page, Part } from './page.ts'
import { browserName, example, type Live, open, part, server, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'
const address = 'timeouts/after-the-cancellation/'
let page: Page
let element: Part

const fetched = () => server.sent.some(({ name }) => name.includes('known-names'))
const code = () => element.evaluate((live: Live) => live.code)
const offered = () => element.find('.cm-tooltip-autocomplete li .cm-completionLabel')
/** What is read out stays but a moment: it is kept from now on. */
const listen = () =>
  element.find('.cm-announced').evaluate((part: HTMLElement) => {
    new MutationObserver(() => {
      part.dataset['said'] = `${part.dataset['said'] ?? ''}${part.textContent}`
    }).observe(part, { childList: true, characterData: true, subtree: true })
  })
const said = (text: string) => element.find(`.cm-announced[data-said*="${text}"]`).appears()
const card = () => element.find('.cm-tooltip .lx-card')

/** The editor with this program, the caret at its end. */
async function edit(text: string): Promise<void> {
  await setCode(element, text)
  await part(element, 'code').find('pre').focus()
  await page.press('Enter')
  await element.find('.cm-content:focus').appears()
  await page.press('Control+End')
}

beforeEach(async () => {
  page = await open(address)
  element = example(page, id)
})

describe('what can be typed', () => {
  beforeEach(() => edit('import psycopg2\nconn = psycopg2.connect()\n'))

  test('is fetched with the editor; a name is taken once it is chosen', async () => {
    await page.type('conn.roll')
    await offered().says('rollback')
    expect(fetched()).toBe(true)
    await page.press('ArrowDown')
    await element.find('.cm-tooltip-autocomplete li[aria-selected]').says('rollback')
    await element.find('.cm-completionInfo').says('ROLLBACK if a transaction is open')
    await page.press('Enter')
    expect(await code()).toMatch(/\nconn\.rollback$/)
  })

  test('takes Enter from nobody who has chosen none', async () => {
    await page.type('conn.roll')
    await offered().says('rollback')
    await page.press('Enter')
    expect(await code()).toMatch(/\nconn\.roll\n$/)
  })

  test('Escape closes it, Tab then leaves; typing on, Tab indents again', async () => {
    await page.type('conn.roll')
    await offered().says('rollback')
    await page.press('Escape')
    await element.find('.cm-tooltip-autocomplete').vanishes()
    await page.press('Tab')
    expect(await element.find('.cm-content').evaluate((content) => content.contains(document.activeElement))).toBe(false)
    expect(await code()).toMatch(/\nconn\.roll$/)
    await element.find('.cm-content').focus()
    await page.press('Escape')
    await page.press('s')
    await page.press('Tab')
    expect(await code()).toMatch(/\n {4}conn\.rolls$/)
  })

  test('Tab does not take it', async () => {
    await page.type('conn.roll')
    await offered().says('rollback')
    await page.press('ArrowDown')
    await element.find('.cm-tooltip-autocomplete li[aria-selected]').appears()
    await page.press('Tab')
    expect(await code()).not.toContain('rollback')
  })

  test('settings in SQL, and classes of SQLSTATEs', async () => {
    await page.type('conn.cursor().execute("SET stat')
    await offered().says('statement_timeout')
    await page.type('ement_timeout = 1")')
    await page.press('Enter')
    await page.type('psycopg2.errors.QueryCan')
    await element.find('.cm-tooltip-autocomplete .cm-completionDetail').says('57014')
  })
})

describe('the card of a word', () => {
  test('comes by key, is read out, and goes by Escape', async () => {
    await edit('import psycopg2\npsycopg2.connect')
    await listen()
    await page.press('F1')
    await card().says('connect(dsn=None')
    expect(await card().text()).toContain('Connect to a database')
    await said('Connect to a database')
    await page.press('Escape')
    await element.find('.lx-card').vanishes()
  })

  test('comes under the pointer', async () => {
    await edit('cur.execute("SET lock_timeout = 100")')
    await server.idle()
    await element.find('.cm-content').evaluate((content) => {
      content.scrollIntoView({ block: 'center', behavior: 'instant' })
      const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT)
      while (!texts.nextNode()!.textContent!.includes('lock_')) {}
      const at = texts.currentNode.textContent!.indexOf('lock_')
      const range = document.createRange()
      range.setStart(texts.currentNode, at + 2)
      range.setEnd(texts.currentNode, at + 3)
      const { left, top, height } = range.getBoundingClientRect()
      content.dispatchEvent(new MouseEvent('mousemove', { clientX: left + 2, clientY: top + height / 2, bubbles: true }))
    })
    await card().says('Sets the maximum allowed duration of any wait for a lock')
    await card().says('integer, in ms if no unit is given')
  })
})

test('nothing of it is fetched before, and the editor works without it', async () => {
  page = await open(address, { expectFailures: true })
  element = example(page, id)
  expect(fetched()).toBe(false)
  server.answers.lose = (name) => name.includes('known-names')
  await edit('answer = 42\n')
  await page.type('ans')
  // What the program itself names is offered all the same
  await offered().says('answer')
  await page.press('Escape')
  await listen()
  await page.press('F1')
  await said('Nothing is known of this word')
  expect(await code()).toBe('answer = 42\nans')
})

test.runIf(browserName === 'chromium')('axe finds nothing while something is offered, and at a card', async () => {
  await edit('import psycopg2\n')
  await page.type('psycopg2.con')
  await offered().says('connect')
  await page.press('ArrowDown')
  await element.find('.cm-completionInfo').appears()
  const within = `live-example[data-example="${id}"]`
  expect(await violations(page, within)).toEqual([])
})

describe('long lines', () => {
  const long = `print("${'long '.repeat(60)}")`

  test.each([false, true])('wrap if wanted, and then nothing has to be scrolled; in the editor: %s', async (inEditor) => {
    await setCode(element, long)
    if (inEditor) await edit(long)
    const scroller = element.find(inEditor ? '.cm-scroller' : '.lx-code pre')
    const hidden = () => scroller.evaluate((part) => part.scrollWidth - part.clientWidth)
    expect(await hidden()).toBeGreaterThan(100)
    // The cue is the shadow at the edge
    expect(await scroller.evaluate((part) => getComputedStyle(part).backgroundImage)).toContain('gradient')
    await part(element, 'wrap').click()
    await element.until((live) => live.querySelector('[data-part="wrap"]')!.ariaPressed === 'true')
    expect(await hidden()).toBe(0)
    await part(element, 'wrap').click()
    expect(await hidden()).toBeGreaterThan(100)
  })

  test('stay as they were chosen when the editor comes', async () => {
    await part(element, 'wrap').click()
    await edit(long)
    expect(await element.find('.cm-scroller').evaluate((part) => part.scrollWidth - part.clientWidth)).toBe(0)
  })
})

describe('Copy', () => {
  const clipboard = (works: boolean) =>
    page.evaluate((works) => {
      const writeText = async (text: string) => {
        if (!works) throw new DOMException('not allowed', 'NotAllowedError')
        document.body.dataset['copied'] = text
      }
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } })
    }, works)

  test('takes the code as it is now, and says so', async () => {
    await clipboard(true)
    await setCode(element, 'print("mine")')
    await part(element, 'copy').click()
    await part(element, 'status').says('The code is copied.')
    expect(await page.find('body').attribute('data-copied')).toBe('print("mine")')
  })

  test('says what to do where the browser does not let it', async () => {
    await clipboard(false)
    await part(element, 'copy').click()
    await part(element, 'status').says('copy it by key')
  })
})

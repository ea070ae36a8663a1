/** What the pictures are of. */
import type { Page, Part } from '../browser/page.ts'
import type { Live } from '../browser/site.ts'

export interface Scene {
  readonly name: string
  readonly address: string
  /** What is at the top of the picture. */
  readonly part: string
  readonly prepare?: (part: Part, page: Page) => Promise<unknown>
}

const example = (id: string) => `live-example[data-example="${id}"]`
type WithMoment = Live & { moment: number | null }

const goTo = (at: number) => (element: Part) =>
  element.evaluate((live: WithMoment, at) => {
    const moved = new Promise<void>((resolve) => live.addEventListener('live-moment', () => resolve(), { once: true }))
    live.moment = at
    return moved
  }, at)

const reveal = async (element: Part) => {
  await element.find('[data-part="reveal"]').click()
  await element.evaluate((live) => live.querySelector('.lx-fold')!.scrollIntoView({ block: 'start', behavior: 'instant' }))
}

const run = async (element: Part) => {
  await element.find('[data-part="run"]').click()
  await element.until((live: Live) => ['done', 'failed'].includes(live.state))
}

const write = (element: Part, code: string) =>
  element.evaluate((live: Live, code) => {
    live.code = code
  }, code)

const edit = async (element: Part, page: Page) => {
  await element.find('.lx-pre').focus()
  await page.press('Enter')
  await element.find('.cm-content:focus').appears()
  await page.press('Control+End')
}

const point = (selector: string) => async (element: Part) => {
  await element.evaluate((live) => live.querySelector('details.lx-fold')?.setAttribute('open', ''))
  await element.find(`[data-part="timeline"] ${selector}`).evaluate((drawn) => {
    drawn.closest('.lx-result')!.scrollIntoView({ block: 'center', behavior: 'instant' })
    drawn.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }))
  })
  await element.find('.tl-card:not([hidden])').appears()
  await element.find('.tl-card a').appears()
}

export const scenes: readonly Scene[] = [
  { name: 'recording', address: 'timeouts/after-the-cancellation/', part: example('session-timeouts/statement-timeout') },
  {
    name: 'moment',
    address: 'timeouts/after-the-cancellation/',
    part: example('session-timeouts/statement-timeout'),
    prepare: goTo(201.25),
  },
  { name: 'run', address: 'timeouts/after-the-cancellation/', part: example('session-timeouts/statement-timeout'), prepare: run },
  {
    name: 'stale',
    address: 'timeouts/idle/',
    part: example('session-timeouts/idle-in-transaction'),
    prepare: async (element) => {
      await reveal(element)
      await goTo(500)(element)
    },
  },
  {
    name: 'exception',
    address: 'timeouts/idle/',
    part: example('session-timeouts/idle-in-transaction'),
    prepare: point('.tl-mark-raised'),
  },
  {
    name: 'zoomed',
    address: 'waiting/who-waits-for-whom/',
    part: example('waiting/lock-queue'),
    prepare: async (element) => {
      await reveal(element)
      for (let i = 0; i < 3; i++) {
        const width = await element.evaluate((live) => live.querySelector('.tl-grid')!.getBoundingClientRect().width)
        await element.find('[data-part="zoom-in"]').click()
        await element.until((live, before) => live.querySelector('.tl-grid')!.getBoundingClientRect().width > before, width)
      }
      await element.find('[data-part="table"] summary').click()
      await element.find('[data-part="table"] tr').appears()
      await element.evaluate((live) => live.querySelector('[data-part="stage"]')!.scrollIntoView({ block: 'start', behavior: 'instant' }))
    },
  },
  {
    name: 'edited',
    address: 'timeouts/after-the-cancellation/',
    part: example('session-timeouts/statement-timeout'),
    prepare: async (element, page) => {
      await edit(element, page)
      await page.type('# typed')
    },
  },
  {
    name: 'offered',
    address: 'timeouts/after-the-cancellation/',
    part: example('session-timeouts/statement-timeout'),
    prepare: async (element, page) => {
      await write(element, 'import psycopg2\nconn = psycopg2.connect("dbname=lab user=reader")\n')
      await edit(element, page)
      await page.type('conn.')
      await element.find('.cm-tooltip-autocomplete').appears()
      await page.press('ArrowDown')
      await element.find('.cm-completionInfo').appears()
    },
  },
  {
    name: 'word',
    address: 'timeouts/after-the-cancellation/',
    part: example('session-timeouts/statement-timeout'),
    prepare: async (element, page) => {
      await write(element, 'import psycopg2\n\n\n\n\nexcept psycopg2.errors.QueryCanceled')
      await edit(element, page)
      await page.press('F1')
      await element.find('.cm-tooltip .lx-card').appears()
    },
  },
  {
    name: 'guess',
    address: 'waiting/who-waits-for-whom/',
    part: example('waiting/lock-queue'),
    prepare: (element) => element.find('.lx-guess').evaluate((part) => part.scrollIntoView({ block: 'center', behavior: 'instant' })),
  },
  {
    name: 'running',
    address: 'timeouts/after-the-cancellation/',
    part: example('session-timeouts/statement-timeout'),
    prepare: async (element) => {
      await write(
        element,
        'import psycopg2\npsycopg2.connect("").cursor().execute("SET statement_timeout = \'1h\'; SELECT pg_sleep(3600)")\n',
      )
      await element.find('[data-part="run"]').click()
      await element.find('.tl-lane-timer .tl-remaining').appears()
    },
  },
  {
    name: 'own-exception',
    address: 'timeouts/after-the-cancellation/',
    part: example('session-timeouts/statement-timeout'),
    prepare: async (element) => {
      await write(element, 'import time\ntry:\n    {}["key"]\nexcept KeyError:\n    time.sleep(0.2)\nimport requests\n')
      await run(element)
      await element.find('.tl-mark-raised').evaluate((drawn) => {
        drawn.closest('.lx-result')!.scrollIntoView({ block: 'center', behavior: 'instant' })
        drawn.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }))
      })
      await element.find('.tl-card:not([hidden])').appears()
    },
  },
  { name: 'exercise', address: 'examples/exercises/which-rule/', part: 'live-example' },
  {
    name: 'map',
    address: 'timeouts/after-the-cancellation/',
    part: example('session-timeouts/statement-timeout'),
    prepare: async (element) => {
      await element.find('[data-part="map"] summary').click()
      await element.find('[data-part="map"] svg').appears()
      await element.find('[data-part="map"]').evaluate((map) => map.scrollIntoView({ block: 'start', behavior: 'instant' }))
    },
  },
  {
    name: 'search',
    address: '',
    part: 'header',
    prepare: async (header, page) => {
      await header.find('[data-open-modal]').click()
      await page.find('dialog[open] input').appears()
      await page.find('dialog[open] input').focus()
      await page.type('timeout')
      await page.find('dialog[open] a').appears()
    },
  },
  { name: 'errors', address: 'errors/', part: 'main' },
  { name: 'error', address: 'errors/statement-timeout/', part: 'main' },
  { name: 'start', address: '', part: 'main' },
  { name: 'timers', address: 'which-timer-wins/', part: 'live-example' },
  { name: 'locks', address: 'waiting/who-waits-for-whom/', part: example('waiting/lock-queue'), prepare: reveal },
]

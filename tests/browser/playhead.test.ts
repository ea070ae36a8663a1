/** One moment, everywhere: the playhead on a recording, while a program runs, and on the reader's own run. */
import { beforeEach, describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import type { Page, Part } from './page.ts'
import { browserName, example, type Live, open, part, reach, server, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'
type WithMoment = Live & { moment: number | null }

/** What a moment shows. */
interface Shown {
  readonly moment: number | null
  readonly lines: string[]
  readonly states: string[]
  readonly now: string
  readonly value: string | null
}

const look = (element: Part) =>
  element.evaluate((live: WithMoment) => {
    const text = (node: Element) =>
      [...node.childNodes]
        .filter((child) => !(child instanceof Element && child.classList.contains('lx-truths')))
        .map((child) => child.textContent)
        .filter(Boolean)
        .join(' | ')
    return {
      moment: live.moment,
      lines: [...live.querySelectorAll('.lx-current')].map((line) => line.textContent.trim()),
      states: [...live.querySelectorAll('[data-part="states"] li')].map(text),
      now: live.querySelector('[data-part="now"]')!.textContent,
      value: live.querySelector('[data-part="playhead"]')!.getAttribute('aria-valuetext'),
    } satisfies Shown
  }) as Promise<Shown>

/** As much of the output as is not painted over. */
const printed = (element: Part) =>
  element.evaluate((live) => {
    const future = [...(CSS.highlights.get('lx-future') ?? [])] as Range[]
    const output = live.querySelector('[data-part="output"]')!
    const hidden = future
      .filter((range) => output.contains(range.startContainer))
      .map(String)
      .join('')
    return output.textContent.slice(0, output.textContent.length - hidden.length)
  })

/** Until what it says of the moment contains the text. */
const says = (element: Part, text: string) => part(element, 'now').says(text)

const goTo = async (element: Part, at: number | null) => {
  await element.evaluate((live: WithMoment, at) => {
    live.moment = at
  }, at)
  await element.until((live: WithMoment, at) => live.moment === at, at)
  // Drawn with the next frame
  await element.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

let page: Page
let element: Part
beforeEach(async () => {
  page = await open('timeouts/after-the-cancellation/')
  element = example(page, id)
})

describe('on the recording', () => {
  test('a moment shows the line, the output so far, the state and what is left of a timer', async () => {
    await goTo(element, 201.25)
    const { lines, states, now, value } = await look(element)
    expect(lines).toEqual(['cur.execute("SELECT pg_sleep(2)")'])
    expect(states).toEqual([
      'Program | line 15 | execute SELECT pg_sleep(2)',
      'conn, session 101 | active | statement_timeout: 300 ms left',
    ])
    expect(now).toMatch(/^Session 101/)
    expect(value).toBe(`201 ms: ${now}`)
    expect(await printed(element)).toBe('connected: closed 0, transaction status 0\n')
    await goTo(element, null)
    expect(await printed(element)).toContain('an answer on the same connection')
  })

  test('keys go event by event, and to both ends', async () => {
    await part(element, 'playhead').focus()
    await page.press('Home')
    await says(element, 'The program begins.')
    expect(await printed(element)).toBe('')
    await page.press('ArrowRight')
    await says(element, 'The program calls connect dbname=lab')
    await page.press('ArrowRight')
    await says(element, 'Session 101 opens')
    await page.press('ArrowLeft')
    await says(element, 'The program calls connect dbname=lab')
    await page.press('End')
    await says(element, 'Session 101 ends, as the program asked.')
  })

  test('every step back and forth gives the same picture', async () => {
    await part(element, 'playhead').focus()
    await page.press('Home')
    await says(element, 'The program begins.')
    const pictures: string[] = []
    const step = async (key: string) => {
      await page.press(key)
      await element.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      return JSON.stringify([await look(element), await printed(element)])
    }
    for (let i = 0; i < 12; i++) pictures.push(await step('ArrowRight'))
    for (let i = 10; i >= 0; i--) expect(await step('ArrowLeft')).toBe(pictures[i])
  })

  test('a bar, a line of output and the number of a line of code go to their moments', async () => {
    await part(element, 'timeline')
      .find('.tl-aborted')
      .evaluate((bar) => {
        const { left, top, height } = bar.getBoundingClientRect()
        bar.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, clientX: left + 1, clientY: top + height / 2 }))
      })
    await says(element, 'Session 101 is idle in transaction (aborted).')

    await part(element, 'output').evaluate((output) => {
      output.scrollIntoView({ block: 'center', behavior: 'instant' })
      const line = new Range()
      const text = output.querySelector('[data-stream]')!.firstChild as Text
      // Not from its first letter: to WebKit the end of the line above is there, too
      const start = text.data.indexOf('rolled back') + 1
      line.setStart(text, start)
      line.setEnd(text, start + 6)
      const { left, top } = line.getBoundingClientRect()
      output.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: left + 10, clientY: top + 6 }))
    })
    await element.until((live) => live.querySelector('.lx-current')?.textContent.includes('print(f"{moment}'))
    expect(await printed(element)).toMatch(/rolled back: closed 0, transaction status 0\n$/)

    await part(element, 'code').find('.line:nth-of-type(20)').point()
    await element.until((live) => live.querySelector('.lx-current')?.textContent.includes('conn.rollback()'))
    expect(await element.find('.cm-content').count()).toBe(0)
  })

  test('a pointer drags it', async () => {
    await element.evaluate(async (live: WithMoment) => {
      const rail = live.querySelector('[data-part="playhead"]')!
      rail.scrollIntoView({ block: 'center', behavior: 'instant' })
      const { left, width, top } = rail.getBoundingClientRect()
      const event = (type: string, part: number) =>
        new PointerEvent(type, { bubbles: true, button: 0, clientX: left + width * part, clientY: top + 5 })
      rail.dispatchEvent(event('pointerdown', 0.1))
      await new Promise<void>((resolve) => live.addEventListener('live-moment', () => resolve(), { once: true }))
      document.dispatchEvent(event('pointermove', 0.5))
      document.dispatchEvent(event('pointerup', 0.5))
      document.dispatchEvent(event('pointermove', 0.9))
    })
    await element.until((live: WithMoment) => live.moment !== null && live.moment > 100 && live.moment < 500)
  })

  test('it plays to the end, pauses, and begins anew where it loops', async () => {
    const play = part(element, 'play')
    await part(element, 'speed').evaluate((select: HTMLSelectElement) => {
      select.value = '5'
      select.dispatchEvent(new Event('change'))
    })
    await part(element, 'playhead').focus()
    await page.press('Home')
    await says(element, 'The program begins.')
    await play.click()
    await play.says('Pause')
    await says(element, 'Session 101 ends, as the program asked.')
    await play.says('Play')
    await part(element, 'loop').click()
    // Past the end, and still playing
    const again = element.evaluate(
      (live: WithMoment) =>
        new Promise<number>((resolve) => {
          let last = 0
          live.addEventListener('live-moment', () => {
            if (live.moment! < last) resolve(last)
            last = live.moment!
          })
        }),
    )
    await play.click()
    expect(await again).toBeGreaterThan(500)
    await play.says('Pause')
    await play.click()
    await play.says('Play')
  })

  test('threads and locks: who waits for whom, and the line of each thread', async () => {
    page = await open('waiting/who-waits-for-whom/')
    element = example(page, 'waiting/lock-queue')
    await part(element, 'reveal').click()
    await part(element, 'timeline')
      .find('.tl-wait')
      .evaluate((bar) => {
        const { left, top } = bar.getBoundingClientRect()
        bar.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, clientX: left + 1, clientY: top + 4 }))
      })
    await element.until((live) => live.querySelectorAll('.lx-current').length === 2)
    const { states } = await look(element)
    expect(states.filter((state) => / waits for session \d+/.test(state))).toHaveLength(1)
  })

  test('an edited program: its lines are not marked, as they are others', async () => {
    await goTo(element, 201.25)
    await setCode(element, '\n\nprint(1)')
    await goTo(element, 101.25)
    expect((await look(element)).lines).toEqual([])
    expect((await look(element)).states[1]).toContain('active')
  })
})

const scripted = (body: string) => {
  const script = `const answer = (message) => postMessage(message); onmessage = ({ data: asked }) => {
    if (asked.type === 'load') return answer({ type: 'ready', interruptible: true });
    if (asked.type !== 'run') return;
    const run = asked.run; answer({ type: 'started', run });
    const tell = (at, fields) => answer({ type: 'event', run, event: { at, ...fields } });
    ${body} }`
  server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? script : undefined)
}
const done = (durationMs: number) =>
  `answer({ type: 'done', run, end: { stdout: '', stderr: '', exception: null, exitStatus: 0, durationMs: ${durationMs}, leftOut: null } })`

describe('on a run', () => {
  test('while it goes on, and when it has ended', async () => {
    scripted(`
      tell(0, { kind: 'session-opened', session: 9, user: 'reader', database: 'lab', applicationName: '' });
      tell(0, { kind: 'call', call: 1, function: 'execute', text: 'select 1', line: 1 });
      tell(0, { kind: 'session-state', session: 9, state: 'active' });
      tell(5, { kind: 'session-state', session: 9, state: 'idle' });
      tell(5, { kind: 'return', call: 1, raised: null });
      tell(6, { kind: 'output', stream: 'stdout', length: 4, line: 2 });
      const print = (text) => answer({ type: 'output', run, stream: 'stdout', text });
      print('one\\n');
      new BroadcastChannel('more').onmessage = () => print('two\\n');
      onmessage = ({ data }) => { if (data.type === 'interrupt') ${done(20)} };`)
    await setCode(element, 'execute()\nprint("one")')
    await part(element, 'run').click()
    await part(element, 'output').says('one')
    await goTo(element, 2)
    expect(await look(element)).toMatchObject({
      lines: ['execute()'],
      states: [expect.stringContaining('execute select 1'), 'Session 9 | active'],
    })
    expect(await printed(element)).toBe('')
    // What comes later belongs to a later moment
    await page.evaluate(() => new BroadcastChannel('more').postMessage(null))
    await part(element, 'output').says('two')
    await goTo(element, 2)
    expect(await printed(element)).toBe('')
    expect(await element.evaluate((live: WithMoment) => live.state)).toBe('running')
    await part(element, 'stop').click()
    await reach(element, 'stopped', 'done')
    await goTo(element, 5.5)
    expect(await look(element)).toMatchObject({ states: [expect.stringContaining('line 1'), 'Session 9 | idle'] })
    await part(element, 'reset').click()
    await element.until((live: WithMoment) => live.moment === null)
    await goTo(element, 201.25)
    expect((await look(element)).states[1]).toContain('statement_timeout')
  })

  test('of 5,000 events: a step changes a few elements and costs a fraction of a frame', async () => {
    scripted(`
      tell(0, { kind: 'session-opened', session: 9, user: 'reader', database: 'lab', applicationName: '' });
      for (let i = 0; i < 1250; i++) {
        tell(i, { kind: 'call', call: i, function: 'execute', text: 'select ' + i, line: 1 + i % 3 });
        tell(i, { kind: 'session-state', session: 9, state: 'active' });
        tell(i + 0.5, { kind: 'session-state', session: 9, state: 'idle' });
        tell(i + 0.5, { kind: 'return', call: i, raised: null });
      }
      ${done(1250)}`)
    await setCode(element, 'a\nb\nc')
    await part(element, 'run').click()
    await reach(element, 'done')
    await goTo(element, 0)
    const { cost, rebuilt } = await element.evaluate(async (live: WithMoment) => {
      let rebuilt = 0
      const observer = new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) rebuilt++
      })
      observer.observe(live, { childList: true, subtree: true })
      const costs: number[] = []
      for (let i = 0; i < 200; i++) {
        // Callbacks of one frame come in the order in which they were asked for: before the drawing, the drawing, after it
        let before = 0
        requestAnimationFrame(() => {
          before = performance.now()
        })
        live.moment = (i * 997) % 1250
        const cost = new Promise<number>((resolve) =>
          requestAnimationFrame(() => {
            live.getBoundingClientRect()
            resolve(performance.now() - before)
          }),
        )
        costs.push(await cost)
      }
      observer.disconnect()
      return { cost: costs.sort((one, other) => one - other)[100]!, rebuilt }
    })
    expect(rebuilt).toBe(0)
    // A frame at a fourfold throttle
    expect(cost).toBeLessThan(1000 / 60 / 4)
  })
})

test.runIf(browserName === 'chromium')('axe finds nothing at a moment', async () => {
  await goTo(element, 201.25)
  expect(await violations(page, `live-example[data-example="${id}"]`)).toEqual([])
})

test('the lab is fetched when it is wanted, not before, and is small', async () => {
  await server.idle()
  const names = () => server.sent.map(({ name }) => name)
  expect(names().filter((name) => /\/(lab|recordings|events)[.-]/.test(name))).toEqual([])
  await goTo(element, 1)
  const fetched = server.sent.filter(({ name }) => /\/(lab|recordings)[.-][^/]*\.js$/.test(name))
  expect(fetched).toHaveLength(2)
  expect(fetched.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThan(60 * 1024)
})

test('on the start page the recording plays once it is in view; not where little motion is wanted', async () => {
  const begin = async (reduced: boolean) => {
    page = await open('', { expectFailures: false })
    element = example(page, id)
    await page.evaluate((reduced) => {
      const { matchMedia } = window
      window.matchMedia = (query) => (query.includes('reduced-motion') ? ({ matches: reduced } as MediaQueryList) : matchMedia(query))
      // The element is made anew, as a page would make it
      const live = document.querySelector('live-example')!
      live.replaceWith(live.cloneNode(true))
    }, reduced)
    await part(element, 'timeline').evaluate((timeline) => timeline.scrollIntoView({ block: 'center', behavior: 'instant' }))
  }
  await begin(false)
  await element.until((live: WithMoment) => live.moment !== null && live.moment > 0)
  await begin(true)
  await part(element, 'play').says('Play')
  expect(await element.evaluate((live: WithMoment) => live.moment)).toBeNull()
})

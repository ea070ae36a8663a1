/** What the page shows while its worker gets ready, and when it breaks: the worker is scripted here, so that each moment can be looked at. */
import { describe, expect, test } from 'vitest'
import type { Page } from './page.ts'
import { example, type Live, open, part, reach, server } from './site.ts'

const id = 'session-timeouts/statement-timeout'

declare global {
  interface Window {
    /** The longest time from one frame to the next. */
    longest?: number
  }
}

/** Puts `body` in the place of the worker; it may use `answer(message)` and `asked`, what the page says. */
function scriptWorker(body: string): void {
  const script = `const answer = (message) => postMessage(message); onmessage = ({ data: asked }) => { ${body} }`
  server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? script : undefined)
}

const ready =
  "if (asked.type === 'load') return answer({ type: 'ready', interruptible: true }); const run = asked.run; answer({ type: 'started', run });"

describe('while loading', () => {
  test('the bytes and the stage are shown', async () => {
    const page = await open('timeouts/after-the-cancellation/')
    scriptWorker("answer({ type: 'progress', progress: { stage: 'downloading', loaded: 4100000, total: 12300000 } })")
    const element = example(page, id)
    await part(element, 'run').click()
    await part(element, 'progress').says('Downloading: 4.1 of 12.3 MB')
    const bar = part(element, 'progress').find('progress')
    expect(await bar.evaluate((bar: HTMLProgressElement) => bar.position)).toBeCloseTo(1 / 3)
    expect(await part(element, 'status').text()).toBe('Getting ready')
    await part(element, 'stop').click()
    await part(element, 'progress').until((progress: HTMLElement) => progress.hidden)
  })

  test('a fourth example waits for its turn, and says so', async () => {
    const page = await open('timeouts/after-the-cancellation/')
    scriptWorker(ready)
    const ids = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('live-example')].map((live) => live.dataset['example']!),
    )
    const elements = ids.slice(0, 4).map((id) => example(page, id))
    for (const element of elements) await part(element, 'run').click()
    await part(elements[3]!, 'progress').says('Waiting until another example has ended')
    await part(elements[0]!, 'stop').click()
    expect(await reach(elements[3]!, 'running')).toBe('running')
  })
})

describe('a worker that breaks', () => {
  test('in the middle of a run fails that run, and what was printed stays', async () => {
    const page = await open('timeouts/after-the-cancellation/', { expectFailures: true })
    scriptWorker(
      `${ready} answer({ type: 'output', run, stream: 'stdout', text: 'so far\\n' }); setTimeout(() => { throw new Error('out of memory') })`,
    )
    const element = example(page, id)
    await part(element, 'run').click()
    expect(await reach(element, 'failed')).toBe('failed')
    expect(await part(element, 'status').text()).toContain('out of memory')
    expect(await part(element, 'output').text()).toBe('so far\n')
    expect(await part(element, 'retry').isVisible()).toBe(true)
  })

  test.each([
    ['of another run', "{ type: 'output', run: run + 1, stream: 'stdout', text: 'not mine' }"],
    ['of no known shape', "{ type: 'event', run, event: { at: 'now', kind: 'report', session: 1, report: null } }"],
  ])('what it says %s fails the run, and what was printed stays', async (_what, message) => {
    const page = await open('timeouts/after-the-cancellation/')
    scriptWorker(`${ready} answer({ type: 'output', run, stream: 'stdout', text: 'mine' }); answer(${message})`)
    const element = example(page, id)
    const error = await element.evaluate((live: Live) => live.run().catch(({ message }) => message))
    expect(error).toBe('The engine said something that no engine says.')
    expect(await part(element, 'output').text()).toBe('mine')
    expect(await part(element, 'status').text()).toBe(`This did not work: ${error}`)
  })
})

/** The longest time from one frame to the next, from now on, is kept in `window.longest`. */
const watchFrames = (page: Page) =>
  page.evaluate(() => {
    let last = performance.now()
    window.longest = 0
    const tick = (now: number) => {
      window.longest = Math.max(window.longest!, now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })

describe('a flood', () => {
  test('of turns between output and error output, and of combining marks, is cut where it would make the page slow, and that is said', async () => {
    const page = await open('timeouts/after-the-cancellation/')
    scriptWorker(
      `${ready}
      const print = (stream, text) => answer({ type: 'output', run, stream, text });
      print('stdout', 'e' + '\\u0301'.repeat(20));
      for (let i = 0; i < 50; i++) print('stdout', '\\u0301');
      for (let i = 0; i < 20000; i++) print(i % 2 ? 'stdout' : 'stderr', 'x');
      print('stderr', 'the traceback');
      answer({ type: 'done', run, end: { stdout: '', stderr: '', exception: null, exitStatus: 0, durationMs: 1, leftOut: null } })`,
    )
    const element = example(page, id)
    await watchFrames(page)
    await part(element, 'run').click()
    await reach(element, 'done')
    expect(await page.evaluate(() => window.longest)).toBeLessThan(2500)
    const output = part(element, 'output')
    expect(await output.find('[data-stream]').count()).toBeLessThan(2100)
    expect(await output.find('[data-stream="stderr"]:nth-last-of-type(3)').text()).toMatch(/the traceback$/)
    expect((await output.text()).match(/\u0301+/g)).toEqual(['\u0301'.repeat(8)])
    expect(await output.find('[data-note]').texts()).toEqual([
      'Output and error output took turns more than 2,000 times: no more output is shown.',
      'Where more than eight combining marks are on one character, the others are left out.',
    ])
  })

  test('of lines is laid out where it is seen; it is as high as all of it, and what is chosen keeps its lines', async () => {
    const page = await open('timeouts/after-the-cancellation/')
    const printed = Array.from({ length: 3100 }, (_, index) => `line ${index}\n`).join('')
    const error = 'error\n'.repeat(300)
    scriptWorker(
      `${ready}
      const text = ${JSON.stringify(printed)};
      for (let from = 0; from < text.length; from += 77) answer({ type: 'output', run, stream: 'stdout', text: text.slice(from, from + 77) });
      answer({ type: 'output', run, stream: 'stderr', text: ${JSON.stringify(error)} });
      answer({ type: 'done', run, end: { stdout: text, stderr: '', exception: null, exitStatus: 0, durationMs: 1, leftOut: null } })`,
    )
    const element = example(page, id)
    await part(element, 'run').click()
    await reach(element, 'done')
    const output = part(element, 'output')
    expect(await output.text()).toBe(printed + error)
    expect(await output.find('[data-stream="stdout"]').count()).toBe(16)
    // It follows what is printed: its end is seen, its beginning is not
    await output.until((output: HTMLElement) => {
      output.scrollIntoView({ block: 'center', behavior: 'instant' })
      const isLaidOut = (block: Element) => {
        const inside = block.appendChild(document.createElement('i'))
        const seen = inside.checkVisibility({ contentVisibilityAuto: true })
        inside.remove()
        return seen
      }
      const blocks = [...output.querySelectorAll('[data-stream]')]
      return isLaidOut(blocks.at(-1)!) && !isLaidOut(blocks[0]!)
    })
    const heights = await output.evaluate((output: HTMLElement) =>
      [...output.querySelectorAll('[data-stream="stdout"]')].map((block) => block.getBoundingClientRect().height),
    )
    // The last block, of 100 lines, is not complete, and so is laid out wherever it is
    const line = heights.at(-1)! / 100
    expect(heights.reduce((sum, height) => sum + height) / line).toBeCloseTo(3100, 0)
    const chosen = await output.evaluate(async (output: HTMLElement) => {
      getSelection()!.selectAllChildren(output)
      // Firefox lays out what has been chosen, and so has its text, with the next frame
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return String(getSelection())
    })
    expect(chosen.trimEnd()).toBe((printed + error).trimEnd())
  })

  test('of 10,000 queries is drawn, and the page keeps answering', async () => {
    const page = await open('timeouts/after-the-cancellation/')
    scriptWorker(
      `${ready}
      const tell = (at, fields) => answer({ type: 'event', run, event: { at, ...fields } });
      tell(0, { kind: 'session-opened', session: 9, user: 'reader', database: 'lab', applicationName: '' });
      for (let i = 0; i < 10000; i++) {
        tell(i, { kind: 'call', call: i, function: 'execute', text: 'select ' + i, line: 1 });
        tell(i, { kind: 'session-state', session: 9, state: 'active' });
        tell(i + 0.5, { kind: 'session-state', session: 9, state: 'idle in transaction' });
        tell(i + 0.5, { kind: 'return', call: i, raised: null });
        answer({ type: 'output', run, stream: 'stdout', text: 'x'.repeat(79) + '\\n' });
      }
      answer({ type: 'done', run, end: { stdout: '', stderr: '', exception: null, exitStatus: 0, durationMs: 10000, leftOut: null } })`,
    )
    const element = example(page, id)
    await watchFrames(page)
    await part(element, 'run').click()
    await reach(element, 'done')
    // In milliseconds: a quarter of it on a quiet machine, but tests may have no more than a part of one
    expect(await page.evaluate(() => window.longest)).toBeLessThan(2500)
    expect((await part(element, 'output').text()).length).toBeLessThan(210_000)
    expect(await part(element, 'output').find('[data-note]').text()).toMatch(/printed more than is shown/)
    expect(await part(element, 'timeline').find('.tl-bar').count()).toBeLessThan(3000)
  })
})

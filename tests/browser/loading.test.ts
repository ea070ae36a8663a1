/** What the page shows while its worker gets ready, and when it breaks: the worker is scripted here, so that each moment can be looked at. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { example, open, part, reach } from './site.ts'

const id = 'session-timeouts/statement-timeout'

/** Puts `body` in the place of the worker; it may use `answer(message)` and `asked`, what the page says. */
async function scriptWorker(page: Page, body: string): Promise<void> {
  const script = `const answer = (message) => postMessage(message); onmessage = ({ data: asked }) => { ${body} }`
  await page.route(/\/_astro\/entry[-.][^/]*\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
}

const ready = "if (asked.type === 'load') return answer({ type: 'ready' }); const run = asked.run; answer({ type: 'started', run });"

describe('while loading', () => {
  test('the bytes and the stage are shown', async () => {
    const page = await open('session-timeouts/')
    await scriptWorker(page, "answer({ type: 'progress', progress: { stage: 'downloading', loaded: 4100000, total: 12300000 } })")
    const element = example(page, id)
    await part(element, 'run').click()
    await part(element, 'progress').getByText('Downloading: 4.1 of 12.3 MB').waitFor()
    expect(
      await part(element, 'progress')
        .locator('progress')
        .evaluate((bar) => (bar as HTMLProgressElement).position),
    ).toBeCloseTo(1 / 3)
    expect(await part(element, 'status').textContent()).toBe('Getting ready')
    await part(element, 'stop').click()
    await part(element, 'progress').waitFor({ state: 'hidden' })
  })

  test('the real worker names each stage, in order', async () => {
    const page = await open('session-timeouts/')
    const element = example(page, id)
    await part(element, 'progress').evaluate((node) => {
      const told: string[] = []
      Object.assign(window, { told })
      const stage = () => node.textContent?.match(/Downloading|Starting Python|Starting PostgreSQL/)?.[0]
      new MutationObserver(() => {
        const now = stage()
        if (now && now !== told.at(-1)) told.push(now)
      }).observe(node, { childList: true, characterData: true, subtree: true })
    })
    await part(element, 'run').click()
    expect(await reach(element, 'done')).toBe('done')
    expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([
      'Downloading',
      'Starting Python',
      'Starting PostgreSQL',
    ])
  })

  test('a fourth example waits for its turn, and says so', async () => {
    const page = await open('session-timeouts/')
    await scriptWorker(page, ready)
    const elements = (await page.locator('live-example').all()).slice(0, 4)
    for (const element of elements) await part(element, 'run').click()
    await part(elements[3]!, 'progress').getByText('Waiting until another example has ended').waitFor()
    await part(elements[0]!, 'stop').click()
    expect(await reach(elements[3]!, 'running')).toBe('running')
  })
})

describe('a worker that breaks', () => {
  test('in the middle of a run fails that run, and what was printed stays', async () => {
    const page = await open('session-timeouts/', { expectFailures: true })
    await scriptWorker(
      page,
      `${ready} answer({ type: 'output', run, stream: 'stdout', text: 'so far\\n' }); setTimeout(() => { throw new Error('out of memory') })`,
    )
    const element = example(page, id)
    await part(element, 'run').click()
    expect(await reach(element, 'failed')).toBe('failed')
    expect(await part(element, 'status').textContent()).toContain('out of memory')
    expect(await part(element, 'output').textContent()).toBe('so far\n')
    expect(await part(element, 'retry').isVisible()).toBe(true)
  })

  test('what it says of another run is dropped', async () => {
    const page = await open('session-timeouts/')
    await scriptWorker(
      page,
      `${ready} answer({ type: 'output', run: run + 1, stream: 'stdout', text: 'not mine' }); answer({ type: 'output', run, stream: 'stdout', text: 'mine' })`,
    )
    const element = example(page, id)
    await part(element, 'run').click()
    await part(element, 'output').getByText('mine').waitFor()
    expect(await part(element, 'output').textContent()).toBe('mine')
  })
})

describe('a flood', () => {
  test('of 10,000 queries is drawn, and the page keeps answering', async () => {
    const page = await open('session-timeouts/')
    await scriptWorker(
      page,
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
      answer({ type: 'done', run, result: { stdout: '', stderr: '', exception: null, exitStatus: 0, events: [], durationMs: 10000 } })`,
    )
    const element = example(page, id)
    const longest = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let last = performance.now()
          let worst = 0
          const tick = () => {
            const now = performance.now()
            worst = Math.max(worst, now - last)
            last = now
            if (document.querySelector('live-example[state=done]')) resolve(worst)
            else requestAnimationFrame(tick)
          }
          requestAnimationFrame(tick)
        }),
    )
    await part(element, 'run').click()
    await reach(element, 'done')
    expect(await longest).toBeLessThan(1000)
    expect((await part(element, 'output').textContent())!.length).toBeLessThan(210_000)
    expect(await part(element, 'output').locator('[data-note]').textContent()).toMatch(/printed more than is shown/)
    expect(await part(element, 'timeline').locator('.tl-bar').count()).toBeLessThan(3000)
  })
})

/** What is typed: kept, also a megabyte of it, and executed as it is; and what a run of it is compared with. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Page, Part } from './page.ts'
import { example, type Live, open, part, reach, server, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'
let page: Page
let element: Part
beforeEach(async () => {
  page = await open('timeouts/after-the-cancellation/')
  element = example(page, id)
})

const code = () => element.evaluate((live: Live) => live.code)
const editing = async () => {
  await part(element, 'code').find('pre').focus()
  await page.press('Enter')
  await element.find('.cm-content:focus').appears()
}

describe('what is typed', () => {
  test('is there after a reload, and while it is edited the recording says that it is of the original', async () => {
    const of = element.find('.lx-of-original')
    expect(await of.isVisible()).toBe(false)
    await editing()
    await page.type('#1')
    expect(await of.isVisible()).toBe(true)
    const typed = await code()
    await page.tab.reload()
    await element.find('.cm-content').appears()
    expect(await code()).toBe(typed)
  })

  test('may be a megabyte: it scrolls, keys are quick, and it is kept', async () => {
    await editing()
    const line = 'print("a line of a long program that somebody has pasted")\n'
    const megabyte = line.repeat(Math.ceil(1e6 / line.length))
    await setCode(element, megabyte)
    expect(await part(element, 'code').evaluate((part) => part.getBoundingClientRect().height)).toBeLessThan(1000)
    const took = await element.find('.cm-content').evaluate(async (content: HTMLElement) => {
      content.focus()
      const costs: number[] = []
      for (let i = 0; i < 9; i++) {
        const begun = performance.now()
        document.execCommand('insertText', false, 'x')
        content.getBoundingClientRect()
        costs.push(performance.now() - begun)
        await new Promise(requestAnimationFrame)
      }
      return costs.sort((one, other) => one - other)[4]!
    })
    expect(took).toBeLessThan(100)
    const typed = await code()
    expect(typed.length).toBe(megabyte.length + 9)
    await page.tab.reload()
    await element.find('.cm-content').appears()
    expect((await code()).length).toBe(typed.length)
  })

  test('cannot be kept where storage is full: that is said', async () => {
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await editing()
    await page.type('#')
    await part(element, 'hint').says('does not keep your code')
  })
})

test('the marked line is the executed one, wherever it has moved to', async () => {
  const script = `const answer = (message) => postMessage(message); onmessage = ({ data: asked }) => {
    if (asked.type === 'load') return answer({ type: 'ready', interruptible: true });
    if (asked.type !== 'run') return;
    answer({ type: 'started', run: asked.run }); answer({ type: 'line', run: asked.run, line: 2 });
    let told = 0;
    setInterval(() => answer({ type: 'line', run: asked.run, line: 2 + (told++ % 2) }), 100) }`
  server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? script : undefined)
  await editing()
  await setCode(element, 'one()\ntwo()\nthree()')
  await part(element, 'run').click()
  await element.until((live) => live.querySelector('.lx-current')?.textContent.includes('two()'))
  await element.find('.cm-content').focus()
  await page.press('Control+Home')
  await page.type('#')
  await page.press('Enter')
  expect(await code()).toBe('#\none()\ntwo()\nthree()')
  // Told anew, by its number in what is executed
  await element.until((live) => live.querySelector('.lx-current')?.textContent.includes('three()'))
  await element.until((live) => live.querySelector('.lx-current')?.textContent.includes('two()'))
})

const scripted = (stdout: string, exception: object | null) => {
  const end = JSON.stringify({ stdout, stderr: '', exception, exitStatus: exception ? 1 : 0, durationMs: 1, leftOut: null })
  const script = `const answer = (message) => postMessage(message); onmessage = ({ data: asked }) => {
    if (asked.type === 'load') return answer({ type: 'ready', interruptible: true });
    if (asked.type !== 'run') return;
    const run = asked.run, end = ${end};
    answer({ type: 'started', run }); answer({ type: 'output', run, stream: 'stdout', text: end.stdout }); answer({ type: 'done', run, end }) }`
  server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? script : undefined)
}

describe('a run', () => {
  test('that prints what was recorded says so', async () => {
    scripted(await part(element, 'output').text(), null)
    await part(element, 'run').click()
    await reach(element, 'done')
    expect(await part(element, 'output-label').text()).toContain('the same as recorded')
  })

  test('that prints something else says where', async () => {
    scripted('connected: closed 0, transaction status 0\nsomething else\n', null)
    await part(element, 'run').click()
    await reach(element, 'done')
    expect(await part(element, 'output-label').text()).toContain('In line 2 the real psycopg2 printed: QueryCanceled: canceling statement')
    // The whole is there, folded; the next run takes it away
    const difference = part(element, 'difference')
    await element.find('[data-part="difference"]:not([hidden]) summary').click()
    expect((await difference.find('del').texts()).join('')).toMatch(/^− QueryCanceled: [\s\S]*\n− an answer on the same connection\n$/)
    expect(await difference.find('ins').texts()).toEqual(['+ something else\n'])
    expect(await difference.find('span').texts()).toEqual(['  connected: closed 0, transaction status 0\n'])
    await part(element, 'reset').click()
    expect(await difference.isVisible()).toBe(false)
  })

  test.each([
    ['ModuleNotFoundError', "No module named 'requests'", 'requests is not among them'],
    ['EOFError', 'EOF when reading a line', 'no keyboard'],
  ])('that ends with %s says what helps', async (type, message, words) => {
    scripted('', { type, message })
    await part(element, 'run').click()
    await reach(element, 'done')
    expect(await part(element, 'output').text()).toContain(words)
  })

  test('of too much output says so while it goes on', async () => {
    const script = `const answer = (message) => postMessage(message); onmessage = ({ data: asked }) => {
      if (asked.type === 'load') return answer({ type: 'ready', interruptible: true });
      if (asked.type !== 'run') return;
      answer({ type: 'started', run: asked.run });
      answer({ type: 'output', run: asked.run, stream: 'stdout', text: 'x'.repeat(300000) }) }`
    server.answers.replace = (name) => (/\/_astro\/entry[-.][^/]*\.js$/.test(name) ? script : undefined)
    await part(element, 'run').click()
    await part(element, 'output').says('the program goes on')
    expect(await element.evaluate((live: Live) => live.state)).toBe('running')
  })
})

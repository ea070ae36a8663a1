/** Whether the other tests would notice: what is watched for on every page. */
import { expect, test, vi } from 'vitest'
import { browserName, faults, open, server } from './site.ts'

const worker = 'fetch("http://127.0.0.1:9/").catch(() => {})'

const causes: [what: string, told: string, cause: () => void][] = [
  ['what is thrown and nobody catches', 'thrown', () => void setTimeout(() => Promise.reject(new Error('thrown')))],
  ['what is logged as an error', 'logged', () => console.error('logged')],
  ['a file that is not there', 'nothing.txt', () => void fetch('nothing.txt')],
  ['what is asked of elsewhere', '127.0.0.1:9', () => void fetch('http://127.0.0.1:9/').catch(() => {})],
  ['what a worker asks of elsewhere', '127.0.0.1:9', () => void new Worker('worker.js')],
]
// WebKit reports nothing of workers
if (browserName === 'webkit') causes.pop()

test.each(causes)('a fault is noticed: %s', async (_what, told, cause) => {
  const page = await open('', { expectFailures: true })
  server.answers.replace = (name) => (name.endsWith('/worker.js') ? worker : undefined)
  await page.evaluate(cause)
  const heard: string[] = []
  await vi.waitFor(async () => {
    heard.push(...(await faults()))
    expect(heard).toContainEqual(expect.stringContaining(told))
  })
})

/** Output is sent at once, but not in too many messages. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RateLimiter } from '../../../src/worker/rate-limiter.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const listening = () => {
  const sent: [string, string][] = []
  return { sent, output: new RateLimiter((stream, text) => sent.push([stream, text])) }
}

test('who writes little is heard at once, in order', () => {
  const { sent, output } = listening()
  output.give('stdout', 'a')
  output.give('stderr', 'b')
  output.give('stdout', 'c')
  expect(sent).toEqual([
    ['stdout', 'a'],
    ['stderr', 'b'],
    ['stdout', 'c'],
  ])
})

test('who writes much is heard in larger pieces, and nothing is lost', () => {
  const { sent, output } = listening()
  for (let i = 0; i < 1000; i++) output.give('stdout', `${i},`)
  expect(sent).toHaveLength(200)
  vi.advanceTimersByTime(5)
  output.give('stdout', 'later,')
  expect(sent).toHaveLength(201)
  output.flush()
  expect(sent.map(([, text]) => text).join('')).toBe(`${[...Array(1000).keys()].join()},later,`)
})

test('the allowance grows back, to what it was', () => {
  const { sent, output } = listening()
  for (let i = 0; i < 300; i++) output.give('stdout', 'x')
  vi.advanceTimersByTime(60_000)
  sent.length = 0
  for (let i = 0; i < 300; i++) output.give('stdout', 'x')
  expect(sent).toHaveLength(200)
})

test('what is held keeps its order over both streams', () => {
  const { sent, output } = listening()
  for (let i = 0; i < 200; i++) output.give('stdout', 'x')
  sent.length = 0
  output.give('stdout', '1')
  output.give('stdout', '2')
  output.give('stderr', '3')
  output.give('stdout', '4')
  expect(sent).toEqual([])
  output.flush()
  output.flush()
  expect(sent).toEqual([
    ['stdout', '12'],
    ['stderr', '3'],
    ['stdout', '4'],
  ])
})

test.each(['stdout', 'stderr'] as const)(
  'of streams that take turns no more is sent than is shown, and one piece more: %s first',
  (first) => {
    const { sent, output } = listening()
    for (let i = 0; i < 20_000; i++) {
      output.give(first === 'stdout' ? 'stdout' : 'stderr', 'a')
      output.give(first === 'stdout' ? 'stderr' : 'stdout', 'b')
    }
    output.give('stderr', 'the traceback')
    output.flush()
    const turns = sent.filter(([stream], i) => stream !== sent[i - 1]?.[0])
    expect(turns.length).toBeGreaterThan(2000)
    expect(turns.length).toBeLessThan(2005)
    expect(turns.slice(2000).some(([stream]) => stream === 'stdout')).toBe(true)
    expect(sent.at(-1)![1]).toMatch(/the traceback$/)
  },
)

/** What shows that a reader will run something, with a stepped clock and a view that is moved by hand. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { mayPrepare, prepareOnLaterPages, rememberRun, watchForIntent } from '../../../src/live/intent.ts'

/** Says what of the example is in view. */
let look: (isIntersecting: boolean) => void
let observers: number

class View {
  constructor(tell: (entries: readonly { isIntersecting: boolean }[]) => void) {
    look = (isIntersecting) => tell([{ isIntersecting }])
  }
  observe = () => observers++
  disconnect = () => observers--
}

beforeEach(() => {
  observers = 0
  vi.useFakeTimers()
  vi.stubGlobal('IntersectionObserver', View)
  vi.stubGlobal('navigator', {})
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function watch() {
  const example = Object.assign(new EventTarget(), { querySelector: () => null })
  const run = new EventTarget()
  const prepare = vi.fn()
  const listeners = new AbortController()
  watchForIntent(example as unknown as HTMLElement, run as HTMLElement, prepare, listeners.signal)
  return { example, run, prepare, listeners }
}

test.each([
  ['run', 'pointerenter'],
  ['run', 'focus'],
  ['example', 'input'],
] as const)('%s: %s', (part, type) => {
  const watched = watch()
  watched[part].dispatchEvent(new Event(type))
  expect(watched.prepare).toHaveBeenCalledTimes(1)
  watched.listeners.abort()
  watched[part].dispatchEvent(new Event(type))
  expect(watched.prepare).toHaveBeenCalledTimes(1)
})

test('two seconds in view are one sign, what is scrolled by is none', () => {
  const { prepare } = watch()
  look(true)
  vi.advanceTimersByTime(1999)
  look(false)
  vi.advanceTimersByTime(5000)
  expect(prepare).not.toHaveBeenCalled()
  look(true)
  vi.advanceTimersByTime(2000)
  expect(prepare).toHaveBeenCalledTimes(1)
})

test('an example that is taken away is not watched', () => {
  const { prepare, listeners } = watch()
  look(true)
  listeners.abort()
  vi.advanceTimersByTime(5000)
  expect([prepare.mock.calls.length, observers]).toEqual([0, 0])
})

test.each([
  [{}, true],
  [{ deviceMemory: 8, connection: { saveData: false } }, true],
  [{ deviceMemory: 4, connection: {} }, true],
  [{ deviceMemory: 2 }, false],
  [{ deviceMemory: 8, connection: { saveData: true } }, false],
])('a device of which is known %j may be made ready: %s', (device, may) => {
  expect(mayPrepare(device)).toBe(may)
  vi.stubGlobal('navigator', device)
  const { run, prepare } = watch()
  run.dispatchEvent(new Event('focus'))
  rememberRun()
  prepareOnLaterPages(prepare)
  vi.advanceTimersByTime(1000)
  expect(prepare).toHaveBeenCalledTimes(may ? 2 : 0)
})

test('a page after one on which nothing was run waits for a sign', () => {
  const prepare = vi.fn()
  prepareOnLaterPages(prepare)
  vi.advanceTimersByTime(60_000)
  expect(prepare).not.toHaveBeenCalled()
})

test('where nothing can be kept, no page is a later one', () => {
  vi.stubGlobal('sessionStorage', undefined)
  const prepare = vi.fn()
  rememberRun()
  prepareOnLaterPages(prepare)
  vi.advanceTimersByTime(60_000)
  expect(prepare).not.toHaveBeenCalled()
})

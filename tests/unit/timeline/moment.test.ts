import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../../src/messages/event.ts'
import { advance, beginning, type Moment, positionAt, Replay, step } from '../../../src/timeline/moment.ts'
import { paceOf } from '../../../src/timeline/pace.ts'
import { scaleOf } from '../../../src/timeline/scale.ts'

const session = 101
const events: RunEvent[] = [
  { at: 0, kind: 'session-opened', session, user: 'reader', database: 'lab', applicationName: 'shop' },
  { at: 0, kind: 'call', call: 1, function: 'cursor.execute', text: 'SELECT 1', line: 3 },
  { at: 0, session, kind: 'message-sent', summary: 'Query: SELECT 1' },
  { at: 0, kind: 'session-state', session, state: 'active' },
  { at: 0, kind: 'timer-armed', session, timer: 'lock_timeout', since: 0, due: 300 },
  { at: 0, kind: 'wait-began', session, on: 'lock', blockers: [102] },
  { at: 300, kind: 'timer-fired', session, timer: 'lock_timeout' },
  { at: 300, kind: 'wait-ended', session },
  { at: 300, kind: 'session-state', session, state: 'idle in transaction (aborted)' },
  { at: 300, kind: 'return', call: 1, raised: 'LockNotAvailable' },
  { at: 300, kind: 'output', stream: 'stdout', length: 12, line: 5 },
  { at: 800, kind: 'session-closed', session, reason: 'terminate', report: null },
]
const momentOf = (count: number) => events.slice(0, count).reduce(advance, beginning)
const statement = readFileSync('examples/waiting/deadlock/events.json', 'utf8')

describe('a moment', () => {
  test('has the line and the call of a thread, the state of a session, what it waits for and its timers', () => {
    const { threads, sessions, printed } = momentOf(6)
    expect(threads.get('')).toEqual({ line: 3, call: 'execute SELECT 1', number: 1, raised: null })
    expect(sessions.get(session)).toEqual({
      applicationName: 'shop',
      client: null,
      since: 0,
      state: 'active',
      waitsFor: [102],
      timers: new Map([['lock_timeout', { since: 0, due: 300 }]]),
    })
    expect(printed).toEqual({ stdout: 0, stderr: 0 })
  })

  test('after the end of the wait: the exception, no timer, the failed transaction, then the output and its line', () => {
    expect(momentOf(10).threads.get('')).toEqual({ line: 3, call: null, number: null, raised: 'LockNotAvailable' })
    expect(momentOf(10).sessions.get(session)).toMatchObject({ state: 'idle in transaction (aborted)', waitsFor: null, timers: new Map() })
    expect(momentOf(11).threads.get('')).toMatchObject({ line: 5 })
    expect(momentOf(11).printed.stdout).toBe(12)
    expect(momentOf(12).sessions.get(session)).toMatchObject({ state: 'closed' })
  })

  test('keeps the threads apart, also where a call ends in another order than it began', () => {
    const calls: RunEvent[] = [
      { at: 0, kind: 'call', call: 1, function: 'cursor.execute', text: 'a', line: 1, thread: 'one' },
      { at: 0, kind: 'call', call: 2, function: 'cursor.execute', text: 'b', line: 2, thread: 'two' },
      { at: 1, kind: 'return', call: 1, raised: null },
    ]
    const { threads } = calls.reduce(advance, beginning)
    expect(threads.get('one')).toMatchObject({ line: 1, call: null })
    expect(threads.get('two')).toMatchObject({ line: 2, call: 'execute b' })
  })

  test('what an event does not change is the same object; one that changes nothing gives the same moment', () => {
    const before = momentOf(5)
    const waiting = advance(before, events[5]!)
    expect(waiting.threads).toBe(before.threads)
    expect(advance(waiting, events[2]!)).toBe(waiting)
    expect(advance(waiting, { at: 9, kind: 'session-state', session, state: 'active' })).toBe(waiting)
    expect(advance(waiting, { at: 9, kind: 'return', call: 77, raised: null })).toBe(waiting)
  })

  test('of events that begin in the middle, or come after the end: shown as far as they go', () => {
    const late: RunEvent[] = [
      { at: 0, kind: 'timer-fired', session: 7, timer: 'lock_timeout' },
      { at: 0, kind: 'wait-ended', session: 7 },
      { at: 0, kind: 'session-state', session: 7, state: 'idle' },
    ]
    expect(late.reduce(advance, momentOf(12)).sessions.get(7)).toMatchObject({ state: 'idle', waitsFor: null })
  })
})

describe('a replay', () => {
  const long = Array.from({ length: 6 }, () => JSON.parse(statement) as RunEvent[]).flat()

  test('gives the same moments forwards, backwards and at random', () => {
    const expected: Moment[] = [beginning]
    for (const event of long) expected.push(advance(expected.at(-1)!, event))
    const counts = [...long.keys()]
    for (const order of [counts, counts.toReversed(), counts.map((count) => (count * 7919) % long.length)]) {
      const replay = new Replay(long)
      for (const count of order) expect(replay.after(count)).toEqual(expected[count])
    }
  })

  test('goes on when events are added', () => {
    const growing = [...events.slice(0, 3)]
    const replay = new Replay(growing)
    expect(replay.after(99)).toEqual(momentOf(3))
    growing.push(...events.slice(3))
    expect(replay.after(99)).toEqual(momentOf(12))
  })
})

describe('steps', () => {
  test('go event by event, over what is only on the wire, to both ends', () => {
    let position = { count: 0, at: 0 }
    const counts: number[] = []
    for (let next = step(events, position, 1); next !== position; next = step(events, position, 1)) {
      position = next
      counts.push(position.count)
    }
    expect(counts).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    const back: number[] = []
    for (let next = step(events, position, -1); next !== position; next = step(events, position, -1)) {
      position = next
      back.push(position.count)
    }
    expect(back).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 2, 1, 0])
  })

  test('back from the middle of a stretch: to its beginning', () => {
    expect(step(events, { count: 6, at: 150 }, -1)).toEqual({ count: 6, at: 0 })
  })

  test('to an instant: all its events have happened', () => {
    expect(positionAt(events, 300)).toEqual({ count: 11, at: 300 })
    expect(positionAt(events, 299)).toEqual({ count: 6, at: 299 })
    expect(positionAt(events, 5000)).toEqual({ count: 12, at: 5000 })
  })
})

describe('on the axis', () => {
  const scale = scaleOf(events)

  test('a place and its position are each other’s inverse', () => {
    const steps = scale.parts.filter(({ kind }) => kind === 'steps')
    for (let part = 0; part <= 1; part += 0.01) {
      const place = scale.place(scale.position(part))
      // Between two steps there is nothing: it is the one before
      if (steps.some(({ start, end }) => start <= part && part <= end)) expect(scale.place(scale.position(place))).toBeCloseTo(place)
      else expect(place).toBeCloseTo(part)
    }
    for (const at of [1, 100, 299, 301, 700])
      expect(scale.position(scale.place(positionAt(events, at)))).toMatchObject({ count: positionAt(events, at).count })
  })

  test('beyond its ends: the ends', () => {
    expect(scale.position(-1)).toEqual({ count: 0, at: 0 })
    expect(scale.position(2)).toEqual({ count: 12, at: 800 })
  })

  test('of a run without events', () => {
    expect(scaleOf([]).position(0.5)).toEqual({ count: 0, at: 0 })
    expect(scaleOf([], 100).position(0.5)).toEqual({ count: 0, at: 50 })
  })
})

describe('played', () => {
  const pace = paceOf(events)

  test('every event is shown for a moment, a wait as long as it took', () => {
    expect(pace.length).toBeGreaterThan(800)
    const shown = (count: number) => pace.shown({ count, at: events[count - 1]!.at })
    expect(shown(2) - shown(1)).toBe(150)
    expect(shown(7) - shown(6)).toBe(300)
    // On the wire only
    expect(shown(3)).toBe(shown(2))
  })

  test('it never goes back, and ends with everything', () => {
    let last = { count: 0, at: 0 }
    for (let now = 0; now <= pace.length; now += 10) {
      const position = pace.position(now)
      expect(position.count).toBeGreaterThanOrEqual(last.count)
      expect(position.at).toBeGreaterThanOrEqual(last.at)
      last = position
    }
    expect(pace.position(pace.length)).toEqual({ count: 12, at: 800 })
  })

  test('very many events together take no longer than some seconds more', () => {
    const many = Array.from({ length: 5000 }, (): RunEvent => ({ at: 0, kind: 'output', stream: 'stdout', length: 1, line: 1 }))
    expect(paceOf(many).length).toBeLessThan(16_000)
    expect(paceOf([]).length).toBe(0)
  })
})

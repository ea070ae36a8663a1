import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../../src/messages/event.ts'
import { duration, multiples, roundStep } from '../../../src/timeline/duration.ts'
import { horizon } from '../../../src/timeline/horizon.ts'
import { timelineOf } from '../../../src/timeline/model.ts'
import { renderDrawing, renderText } from '../../../src/timeline/render.ts'

const session = 4711
const cancelled: RunEvent[] = [
  { at: 0, kind: 'session-opened', session, user: 'reader', database: 'lab', applicationName: '' },
  { at: 0, kind: 'call', call: 1, function: 'execute', text: "select '<b>'", line: 3 },
  { at: 0, kind: 'session-state', session, state: 'active' },
  { at: 0, kind: 'timer-armed', session, timer: 'statement_timeout', since: 0, due: 500 },
  { at: 500, kind: 'timer-fired', session, timer: 'statement_timeout' },
  {
    at: 500,
    kind: 'report',
    session,
    report: { severity: 'ERROR', sqlstate: '57014', message: 'canceling statement due to statement timeout' },
  },
  { at: 500, kind: 'session-state', session, state: 'idle in transaction (aborted)' },
  { at: 500, kind: 'return', call: 1, raised: 'psycopg2.errors.QueryCanceled' },
]

const queries = (count: number): RunEvent[] =>
  Array.from({ length: count }, (_, index): RunEvent[] => [
    { at: index, kind: 'call', call: index, function: 'execute', text: 'select 1', line: 1 },
    { at: index, kind: 'session-state', session, state: 'active' },
    { at: index + 0.5, kind: 'session-state', session, state: 'idle in transaction' },
    { at: index + 0.5, kind: 'return', call: index, raised: null },
  ]).flat()

describe('model', () => {
  test('a lane for the program, one for the session, one for each of its timers', () => {
    const { lanes, now } = timelineOf(cancelled)
    expect(lanes.map(({ kind, name, detail }) => [kind, name, detail])).toEqual([
      ['program', 'Program', ''],
      ['session', 'Session 4711', ''],
      ['timer', 'statement_timeout', '500 ms'],
    ])
    expect(now).toBeNull()
    expect(lanes[2]!.marks).toMatchObject([{ kind: 'fired', text: 'fires after 500 ms' }])
    expect(lanes[1]!.marks).toMatchObject([{ kind: 'error' }])
    // The instant of firing is where the axis says 500 ms is.
    const tick = timelineOf(cancelled).ticks.find(({ label }) => label === '500 ms')!
    expect(lanes[2]!.marks[0]!.at).toBeCloseTo(tick.at)
  })

  test('while a timer is armed, what is left of it shrinks', () => {
    const before = cancelled.slice(0, 4)
    const left = (now: number) => {
      const bar = timelineOf(before, { now, until: 1000 }).lanes[2]!.bars.find(({ kind }) => kind === 'remaining')!
      return bar.end - bar.start
    }
    expect(left(100)).toBeGreaterThan(left(300))
    expect(left(300)).toBeGreaterThan(left(450))
    expect(timelineOf(before, { now: 600, until: 1000 }).lanes[2]!.bars.some(({ kind }) => kind === 'remaining')).toBe(false)
  })

  test('a FATAL is marked once, at the end of its session', () => {
    const report = { severity: 'FATAL', sqlstate: '57P05', message: 'terminating connection due to idle-session timeout' }
    const { lanes } = timelineOf([
      cancelled[0]!,
      { at: 500, kind: 'report', session, report },
      { at: 500, kind: 'session-closed', session, reason: 'fatal', report },
    ])
    expect(lanes[1]!.marks).toMatchObject([{ kind: 'fatal', text: 'FATAL 57P05: terminating connection due to idle-session timeout' }])
  })

  test('a wait for a lock has a lane of its own, and says who holds it', () => {
    const { lanes } = timelineOf([
      cancelled[0]!,
      { at: 0, kind: 'session-state', session, state: 'active' },
      { at: 0, kind: 'wait-began', session, on: 'lock', blockers: [4712] },
      { at: 300, kind: 'wait-ended', session },
      { at: 300, kind: 'wait-began', session, on: 'latch', blockers: [] },
      { at: 400, kind: 'wait-ended', session },
    ])
    expect(lanes.map(({ kind }) => kind)).toEqual(['program', 'session', 'wait'])
    expect(lanes[2]!.bars).toMatchObject([{ kind: 'wait', label: 'held by session 4712' }])
  })

  test('deadlock_timeout, which is armed at every wait, has a lane only where it fires', () => {
    const waits = (fires: boolean): RunEvent[] => [
      cancelled[0]!,
      { at: 0, kind: 'timer-armed', session, timer: 'deadlock_timeout', since: 0, due: 1000 },
      fires
        ? { at: 1000, kind: 'timer-fired', session, timer: 'deadlock_timeout' }
        : { at: 20, kind: 'timer-disarmed', session, timer: 'deadlock_timeout' },
    ]
    const lanes = (fires: boolean) => timelineOf(waits(fires)).lanes.map(({ name }) => name)
    expect(lanes(true)).toContain('deadlock_timeout')
    expect(lanes(false)).not.toContain('deadlock_timeout')
  })

  test('ten thousand queries draw as bars that can be told apart', () => {
    const { lanes } = timelineOf(queries(10_000))
    for (const lane of lanes) expect(lane.bars.length).toBeLessThan(110)
    expect(renderDrawing(queries(10_000)).length).toBeLessThan(400_000)
  })
})

describe('the name of a session', () => {
  const connection = (fields: object): RunEvent => ({
    at: 0,
    kind: 'connection',
    session,
    closed: 0,
    status: 1,
    transaction: 0,
    info: 0,
    ...fields,
  })
  const named = (...events: RunEvent[]) => {
    const { name, detail } = timelineOf(events).lanes.find(({ kind }) => kind === 'session')!
    return [name, detail]
  }

  test('is what the program calls it, and the threads that use it stand beside', () => {
    expect(named(cancelled[0]!)).toEqual(['Session 4711', ''])
    expect(named(cancelled[0]!, connection({}), connection({ name: 'conn' }))).toEqual(['conn', 'session 4711'])
    expect(named({ ...cancelled[0]!, applicationName: 'shop' } as RunEvent, connection({ name: 'conn' }))).toEqual(['shop', 'session 4711'])
    expect(named(cancelled[0]!, connection({ name: 'conn' }), connection({ name: 'conn', thread: 'worker' }))).toEqual([
      'conn',
      'session 4711, main thread, worker',
    ])
  })
})

describe('render', () => {
  test('what the reader wrote is text, never markup', () => {
    expect(renderDrawing(cancelled)).not.toContain("<b>'")
    expect(renderDrawing(cancelled)).toContain("select '&lt;b&gt;'")
    expect(renderText(cancelled)).toContain('&lt;b&gt;')
  })

  test('the drawing is hidden from assistive technology, which gets sentences', () => {
    expect(renderDrawing(cancelled)).toMatch(/^<div class="tl" aria-hidden="true">/)
    const text = renderText(cancelled)
    expect(text).toContain('<li><time>500 ms</time> Session 4711: statement_timeout fires.</li>')
    expect(text).toContain('raises psycopg2.errors.QueryCanceled after 500 ms.')
  })

  test('the legend explains every mark and bar that is used, and none that is not', () => {
    const legend = renderDrawing(cancelled).split('tl-legend')[1]!
    for (const meaning of ['active', 'idle in transaction (aborted)', 'a call that raises', 'a timer that fires', 'it fires', 'an error'])
      expect(legend).toContain(`>${meaning}<`)
    for (const meaning of ['idle', 'a call', 'waits for a lock', 'a timer that is stopped in time', 'a notice'])
      expect(legend).not.toContain(`>${meaning}<`)
  })

  test('nothing happened yet', () => {
    expect(renderDrawing([])).toContain('Program')
    expect(renderText([])).toBe('<ol class="tl-text"></ol>')
  })

  test('a long story is cut, and says so', () => {
    expect(renderText(queries(1000))).toMatch(/<p>And \d+ more\.<\/p>$/)
  })
})

describe('durations', () => {
  test.each([
    [0, '0 ms'],
    [0.25, '0.3 ms'],
    [500, '500 ms'],
    [1250, '1.25 s'],
    [600_000, '10 min'],
    [7_200_000, '2 h'],
  ])('%d ms is %s', (ms, text) => expect(duration(ms)).toBe(text))

  test('ticks are round and few', () => {
    expect(roundStep(500, 6)).toBe(100)
    expect(multiples(100, 0, 500)).toEqual([0, 100, 200, 300, 400, 500])
    expect(multiples(100, 120, 290)).toEqual([200])
    expect(multiples(roundStep(0.7, 6), 0, 0.7)).toEqual([0, 0.2, 0.4, 0.6])
  })

  test('the axis reaches for a timer that is due soon, not for one that is far off', () => {
    expect(horizon([500], 0)).toBe(600)
    expect(horizon([600_000], 100)).toBe(200)
    expect(horizon([], 950)).toBe(1500)
  })
})

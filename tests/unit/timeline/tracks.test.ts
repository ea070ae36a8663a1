import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../../src/messages/event.ts'
import { timelineOf } from '../../../src/timeline/model.ts'
import { tracksOf } from '../../../src/timeline/tracks.ts'

const session = 7
const opened: RunEvent = { at: 0, kind: 'session-opened', session, user: 'reader', database: 'lab', applicationName: 'shop' }
const armed = (at: number, due: number): RunEvent => ({ at, kind: 'timer-armed', session, timer: 'statement_timeout', since: at, due })

describe('tracks', () => {
  test('a call lasts until its own return, though others begin meanwhile', () => {
    const { calls } = tracksOf([
      { at: 0, kind: 'call', call: 1, function: 'connect', text: '', line: 1 },
      { at: 1, kind: 'call', call: 2, function: 'execute', text: 'select 1', line: 2 },
      { at: 2, kind: 'return', call: 1, raised: null },
      { at: 3, kind: 'return', call: 2, raised: 'QueryCanceled' },
    ])
    expect(calls).toMatchObject([
      { from: 0, to: 2, raised: null },
      { from: 1, to: 3, raised: 'QueryCanceled' },
    ])
  })

  test('a state lasts until the next one; the same again is no change', () => {
    const { sessions } = tracksOf([
      opened,
      { at: 0, kind: 'session-state', session, state: 'idle' },
      { at: 1, kind: 'session-state', session, state: 'idle' },
      { at: 2, kind: 'session-state', session, state: 'active' },
    ])
    expect(sessions[0]!.states).toEqual([
      { from: 1, to: 3, state: 'idle' },
      { from: 3, to: null, state: 'active' },
    ])
  })

  test('a timer ends fired, disarmed, or by being armed anew', () => {
    const { sessions } = tracksOf([
      opened,
      armed(0, 500),
      armed(10, 510),
      { at: 510, kind: 'timer-fired', session, timer: 'statement_timeout' },
    ])
    expect(sessions[0]!.timers.get('statement_timeout')).toMatchObject([
      { from: 1, to: 2, outcome: 'disarmed' },
      { from: 2, to: 3, outcome: 'fired', since: 10, due: 510 },
    ])
  })

  test('the end of a session ends its state, its wait and its timers', () => {
    const { sessions } = tracksOf([
      opened,
      { at: 0, kind: 'session-state', session, state: 'active' },
      armed(0, 500),
      { at: 1, kind: 'wait-began', session, on: 'lock', blockers: [3] },
      { at: 2, kind: 'session-closed', session, reason: 'reset', report: null },
    ])
    const [track] = sessions
    expect(track).toMatchObject({ closed: { at: 4, reason: 'reset' }, states: [{ to: 4 }], waits: [{ to: 4, blockers: [3] }] })
    expect(track!.timers.get('statement_timeout')).toMatchObject([{ to: 4, outcome: 'disarmed' }])
  })

  test('a pid that comes back is another session', () => {
    const { sessions } = tracksOf([
      opened,
      { at: 1, kind: 'session-closed', session, reason: 'terminate', report: null },
      { ...opened, at: 2 },
    ])
    expect(sessions).toHaveLength(2)
    expect(sessions[1]!.closed).toBeNull()
  })
})

test('each thread that calls has a lane, the main one in any case', () => {
  const call = (at: number, number: number, thread?: string): RunEvent[] => [
    { at, kind: 'call', call: number, function: 'time.sleep', text: '1', line: 1, thread },
    { at: at + 10, kind: 'return', call: number, raised: null },
  ]
  const { lanes } = timelineOf([...call(0, 1, 'Thread-1 (work)'), ...call(20, 2), ...call(40, 3, 'Thread-1 (work)')])
  expect(lanes.map(({ name, bars }) => [name, bars.length])).toEqual([
    ['Program', 1],
    ['Thread-1 (work)', 2],
  ])
  expect(timelineOf(call(0, 1, 'worker')).lanes.map(({ name }) => name)).toEqual(['Program', 'worker'])
})

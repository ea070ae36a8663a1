import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../../src/messages/event.ts'
import { EVENTS_AT_MOST } from '../../../src/messages/limits.ts'
import type { LeftOut } from '../../../src/messages/run.ts'
import type { Clock } from '../../../src/scheduling/clock.ts'
import { Recording, type RunListener } from '../../../src/worker/recording.ts'

function begin(listener: RunListener = {}) {
  let now = 1000
  const heard: RunEvent[] = []
  const recording = new Recording({ now: () => now } as Clock, { ...listener, event: (event) => heard.push(event) })
  return { recording, heard, pass: (ms: number) => (now += ms), end: () => recording.result({ exitStatus: 0, exception: null }).events }
}

describe('output among the events', () => {
  test('a print, which writes piece by piece, is one; its time and line are those of its first piece', () => {
    const { recording, pass, end } = begin()
    recording.line(7, undefined)
    pass(100)
    for (const piece of ['balance:', ' ', '100', '\n']) recording.output('stdout', piece)
    expect(end()).toEqual([{ at: 100, kind: 'output', stream: 'stdout', length: 13, line: 7 }])
  })

  test('another line, stream or thread, a later time, or an event in between: another one', () => {
    const { recording, pass, end } = begin()
    recording.line(1, undefined)
    recording.output('stdout', 'a')
    recording.output('stderr', 'b')
    recording.line(2, undefined)
    recording.output('stderr', 'c')
    recording.line(2, 'Thread-1')
    recording.output('stderr', 'd')
    pass(50)
    recording.output('stderr', 'e')
    recording.called(1, 'commit', '', 3, undefined)
    recording.output('stderr', 'f')
    expect(
      end().map((event) => (event.kind === 'output' ? `${event.stream} ${event.line} ${event.thread ?? 'main'} ${event.at}` : event.kind)),
    ).toEqual([
      'stdout 1 main 0',
      'stderr 1 main 0',
      'stderr 2 main 0',
      'stderr 2 Thread-1 0',
      'stderr 2 Thread-1 50',
      'call',
      'stderr 2 Thread-1 50',
    ])
  })

  test('is told before the event that comes after it', () => {
    const { recording, heard } = begin()
    recording.output('stdout', 'a')
    expect(heard).toEqual([])
    recording.called(1, 'commit', '', 3, undefined)
    expect(heard.map(({ kind }) => kind)).toEqual(['output', 'call'])
  })

  test('a flood leaves room for what else happens', () => {
    const { recording, end } = begin()
    for (let line = 1; line < 50_000; line++) {
      recording.line(line, undefined)
      recording.output('stdout', 'x')
    }
    recording.called(1, 'commit', '', 3, undefined)
    const events = end()
    expect(events.length).toBeLessThan(1100)
    expect(events.at(-1)).toMatchObject({ kind: 'call' })
    expect(events.reduce((sum, event) => sum + (event.kind === 'output' ? event.length : 0), 0)).toBe(49_999)
  })
})

describe('too much', () => {
  const commit = { call: 1, kind: 'call', function: 'commit', text: '', line: 1 } as const

  test('events beyond the limit are counted, and that is told now and then', () => {
    const told: LeftOut[] = []
    const { recording, heard, pass } = begin({ leftOut: (leftOut) => told.push(leftOut) })
    for (let i = 0; i < EVENTS_AT_MOST; i++) recording.add({ ...commit, at: 1000 })
    expect(recording.result({ exitStatus: 0, exception: null }).leftOut).toBeNull()
    pass(7)
    for (let i = 0; i < 2500; i++) recording.add({ ...commit, at: 1007 })
    expect(heard).toHaveLength(EVENTS_AT_MOST)
    expect(recording.result({ exitStatus: 0, exception: null }).leftOut).toEqual({ at: 7, events: 2500, calls: false })
    expect(told.map(({ events }) => events)).toEqual([1, 1001, 2001])
  })

  test('calls that are not followed any more are told of', () => {
    const told: LeftOut[] = []
    const { recording, pass } = begin({ leftOut: (leftOut) => told.push(leftOut) })
    pass(5)
    recording.callsEnded()
    expect(told).toEqual([{ at: 5, events: 0, calls: true }])
  })

  test('of a long text the beginning is kept', () => {
    const { recording, end } = begin()
    const report = { severity: 'NOTICE', sqlstate: '00000', message: 'x'.repeat(1_000_000) }
    recording.add({ at: 1000, kind: 'report', session: 7, report })
    recording.add({ at: 1000, kind: 'session-opened', session: 7, user: 'y'.repeat(3000), database: '', applicationName: '' })
    const [notice, opened] = end()
    expect(notice).toMatchObject({ report: { severity: 'NOTICE', message: `${'x'.repeat(2000)}… (1,000,000 characters)` } })
    expect(opened).toMatchObject({ session: 7, user: `${'y'.repeat(2000)}… (3,000 characters)` })
  })
})

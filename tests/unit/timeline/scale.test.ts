import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../../src/messages/event.ts'
import { scaleOf } from '../../../src/timeline/scale.ts'

const call = (at: number, number: number, name = 'execute'): RunEvent => ({
  at,
  kind: 'call',
  call: number,
  function: name,
  text: 'select 1',
  line: 1,
})
const back = (at: number, number: number): RunEvent => ({ at, kind: 'return', call: number, raised: null })
const kinds = (events: readonly RunEvent[], until = 0, whole = false) => scaleOf(events, until, whole).parts.map(({ kind }) => kind)

describe('the axis', () => {
  test('steps that take no time keep their order and a width that can be seen', () => {
    const events = [call(0, 1), back(0, 1), call(0, 2), back(500, 2), call(500, 3), back(500, 3)]
    const scale = scaleOf(events)
    const positions = events.map((_, index) => scale.moment(index))
    expect(positions[0]).toBe(0)
    expect(positions[1]).toBeGreaterThan(0.02)
    expect(positions[2]).toBe(positions[1])
    expect(positions[3]! - positions[2]!).toBeGreaterThan(0.8)
    expect(positions[5]).toBeCloseTo(1)
    expect(scale.parts.map(({ kind }) => kind)).toEqual(['steps', 'time', 'steps'])
  })

  test('equal times are equally wide, however many steps there are between them', () => {
    const many = Array.from({ length: 10 }, (_, index) => [call(100, index), back(100, index)]).flat()
    const { parts } = scaleOf([call(0, 100), ...many, back(200, 100), call(300, 101), back(400, 101)])
    const rates = parts.filter(({ kind }) => kind === 'time').map(({ from, to, start, end }) => (end - start) / (to - from))
    expect(rates).toHaveLength(3)
    for (const rate of rates) expect(rate).toBeCloseTo(rates[0]!, 10)
  })

  test('an instant lies before the steps that happen at it', () => {
    const events = [call(0, 1), back(500, 1)]
    const scale = scaleOf(events, 1000)
    expect(scale.instant(500)).toBeLessThan(scale.moment(1))
    expect(scale.instant(250)).toBeCloseTo(scale.instant(500) / 2)
    expect(scale.instant(1000)).toBeCloseTo(1)
    expect(scale.moment(null)).toBeCloseTo(1)
  })

  test('without any time the steps share the axis', () => {
    const scale = scaleOf([call(0, 1), back(0, 1), call(0, 2), back(0, 2)])
    expect([0, 1, 2, 3].map((index) => scale.moment(index))).toEqual([0, 0.5, 0.5, 1])
  })

  test('no events, no trouble', () => {
    const scale = scaleOf([])
    expect(scale.end).toBe(0)
    expect(scale.moment(null)).toBe(0)
    expect(scale.instant(100)).toBe(0)
  })

  test('many steps leave room for the time', () => {
    const events = Array.from({ length: 10_000 }, (_, index) => [call(0, index), back(0, index)]).flat()
    const scale = scaleOf(events, 20_000)
    expect(scale.moment(events.length - 1)).toBeLessThanOrEqual(0.6 + 1e-9)
  })

  test('where steps follow one another so that their time is wide enough, it is linear', () => {
    const events = Array.from({ length: 10_000 }, (_, index) => [call(index * 2, index), back(index * 2 + 1, index)]).flat()
    expect(kinds(events)).toEqual(['time'])
  })

  test('where most of them take no time at all, they are spread, also if that is all there is', () => {
    const events = [0, 0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 1].flatMap((at, index) => [call(at, index), back(at, index)])
    expect(kinds(events)).toEqual(['steps'])
  })

  test('a stretch that would leave no room for the rest is cut in its middle; while a program runs nothing is', () => {
    const events = [call(0, 1), back(100, 1), call(100, 2), back(60_100, 2), call(60_100, 3), back(60_200, 3)]
    expect(kinds(events)).toEqual(['time', 'steps', 'time', 'break', 'time', 'steps', 'time', 'steps'])
    expect(kinds(events, 0, true)).not.toContain('break')
    const scale = scaleOf(events)
    const part = scale.parts.find(({ kind }) => kind === 'break')!
    expect(part.to - part.from).toBe(60_000 - 4 * 200)
    expect(scale.instant(50) - scale.instant(0)).toBeCloseTo(scale.instant(200) - scale.instant(150))
    // The playhead comes through it, and back
    const within = scale.place({ count: 3, at: 30_000 })
    expect(within).toBeGreaterThan(part.start)
    expect(within).toBeLessThan(part.end)
    expect(scale.position(within)).toMatchObject({ count: 3, at: expect.closeTo(30_000, 3) })
  })

  test('a single long wait is no reason to cut it', () => {
    expect(kinds([call(0, 1), back(600_000, 1)])).not.toContain('break')
  })

  test('connecting at the beginning takes little room, however long it takes', () => {
    const scale = scaleOf([call(0, 1, 'connect'), back(400, 1), call(401, 2), back(900, 2)])
    expect(scale.moment(1)).toBeLessThan(0.1)
    // But where it fails it is the point
    const failed: RunEvent = { at: 400, kind: 'return', call: 1, raised: 'OperationalError' }
    expect(scaleOf([call(0, 1, 'connect'), failed, call(401, 2), back(900, 2)]).moment(1)).toBeGreaterThan(0.3)
  })

  test('what happens before the first event, as imports, is left out', () => {
    expect(kinds([call(300, 1), back(800, 1)])).toEqual(['break', 'time', 'steps'])
  })

  test('events in disorder are drawn where the time had got to', () => {
    const scale = scaleOf([call(0, 1), back(100, 1), call(50, 2), back(200, 2)])
    const positions = [0, 1, 2, 3].map((index) => scale.moment(index))
    expect(positions).toEqual(positions.toSorted((one, other) => one - other))
  })
})

import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../../src/messages/event.ts'
import { scaleOf } from '../../../src/timeline/scale.ts'

const call = (at: number, number: number): RunEvent => ({ at, kind: 'call', call: number, function: 'execute', text: 'select 1', line: 1 })
const back = (at: number, number: number): RunEvent => ({ at, kind: 'return', call: number, raised: null })

describe('scale', () => {
  test('steps that take no time keep their order and a visible width', () => {
    const events = [call(0, 1), back(0, 1), call(0, 2), back(500, 2), call(500, 3), back(500, 3)]
    const scale = scaleOf(events)
    const positions = events.map((_, index) => scale.moment(index))
    expect(positions[0]).toBe(0)
    expect(positions[1]).toBeGreaterThan(0.005)
    expect(positions[2]).toBe(positions[1])
    expect(positions[3]! - positions[2]!).toBeGreaterThan(0.9)
    expect(positions[5]).toBeCloseTo(1)
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

  test('many steps never take more than their share from the time', () => {
    const events = Array.from({ length: 10_000 }, (_, index) => [call(index, index), back(index, index)]).flat()
    const scale = scaleOf(events, 20_000)
    expect(scale.moment(events.length - 1)).toBeLessThan(0.35 + 0.65 * 0.5 + 0.001)
  })
})

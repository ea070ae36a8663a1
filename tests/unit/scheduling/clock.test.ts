/** The clocks: the host's, real and sped up, and the one of the tests. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { HostClock, SteppedClock } from '../../../src/scheduling/clock.ts'

/** What `performance.now` says of a stretch of work: clocks keep the function as it was at the start. */
const hostTime = (work: () => void): number => {
  const began = performance.now()
  work()
  return performance.now() - began
}

describe('HostClock', () => {
  afterEach(() => vi.restoreAllMocks())

  test('tells the time of day', () => {
    expect(Math.abs(new HostClock().now() - Date.now())).toBeLessThan(1000) // the host may have set its clock since it started
  })

  test('a sleep in real time ends at its time, neither earlier nor much later', () => {
    const clock = new HostClock()
    const end = clock.now() + 5
    const took = hostTime(() => clock.sleepUntil(end))
    expect(clock.now()).toBeGreaterThanOrEqual(end)
    expect(took).toBeGreaterThanOrEqual(4.9)
    expect(took).toBeLessThan(100)
  })

  test('at a hundredfold speed half a second takes five milliseconds', () => {
    const clock = new HostClock(100)
    const end = clock.now() + 500
    const took = hostTime(() => clock.sleepUntil(end))
    expect(clock.now()).toBeGreaterThanOrEqual(end)
    expect(clock.now() - end).toBeLessThan(100)
    expect(took).toBeGreaterThanOrEqual(4.9)
    expect(took).toBeLessThan(100)
  })

  test('at a fifth of the speed the clock is slow itself, and stays where it was when that changes', () => {
    const clock = new HostClock()
    const before = clock.now()
    clock.speed = 0.2
    const began = clock.now()
    expect(began - before).toBeLessThan(100)
    const took = hostTime(() => clock.sleepUntil(began + 2))
    expect(took).toBeGreaterThanOrEqual(9.9)
    expect(clock.now()).toBeGreaterThanOrEqual(began + 2)
    expect(clock.now() - began).toBeLessThan(took)
    expect(clock.hostTime(clock.now() + 10)).toBeGreaterThan(40)
    const last = clock.now()
    clock.speed = 1
    expect(clock.now()).toBeGreaterThanOrEqual(last)
    expect(clock.now() - last).toBeLessThan(100)
  })

  test('straight to the next event: a day takes no time, and what comes after it goes on from there', () => {
    const clock = new HostClock(Number.POSITIVE_INFINITY)
    const day = 24 * 3600 * 1000
    const began = clock.now()
    expect(hostTime(() => clock.sleepUntil(began + day))).toBeLessThan(100)
    expect(clock.now() - began).toBeGreaterThanOrEqual(day)
    expect(clock.now() - began).toBeLessThan(day + 100)
    clock.speed = 1
    expect(clock.now() - began).toBeGreaterThanOrEqual(day)
  })

  test('a time that has passed, and a look, cost nothing', () => {
    const clock = new HostClock()
    const wait = vi.spyOn(Atomics, 'wait')
    clock.sleepUntil(clock.now() - 1)
    clock.tick()
    expect(wait).not.toHaveBeenCalled()
  })

  test('never goes back', () => {
    const clock = new HostClock(1000)
    let last = clock.now()
    for (let i = 0; i < 200; i++) {
      clock.sleepUntil(last + (i % 3))
      expect(clock.now()).toBeGreaterThanOrEqual(last)
      last = clock.now()
    }
  })
})

describe('SteppedClock', () => {
  test('stands still until somebody sleeps or looks', () => {
    const clock = new SteppedClock(1000, 2)
    expect([clock.now(), clock.now()]).toEqual([1000, 1000])
    clock.sleepUntil(1500)
    expect(clock.now()).toBe(1500)
    clock.sleepUntil(1400)
    expect(clock.now()).toBe(1500)
    clock.tick()
    expect(clock.now()).toBe(1502)
  })

  test('starts at the first of January 2026', () => {
    expect(new Date(new SteppedClock().now()).toISOString()).toBe('2026-01-01T00:00:00.000Z')
  })
})

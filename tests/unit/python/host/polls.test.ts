/** How often busy Python is asked, with CPython's counter played here. */
import { describe, expect, test } from 'vitest'
import { COUNT_AT_POLL, type Internals } from '../../../../src/python/host/internals.ts'
import { Polls } from '../../../../src/python/host/polls.ts'

/** CPython that counts so many jumps and calls, each of which takes 100 ns; answers at which of them it was given a signal. */
function play(checks: number, isDue: () => boolean, handler: (polls: Polls, check: number) => void): number[] {
  const memory = new Int32Array(4)
  const internals = {
    HEAP32: memory,
    __Py_emscripten_signal_clock: 0,
    _Py_EMSCRIPTEN_SIGNAL_HANDLING: 4,
  } as unknown as Internals
  let check = 0
  const polls = new Polls(internals, () => check / 10_000, isDue)
  polls.reset()
  const signals: number[] = []
  for (; check < checks; check++) {
    if (--memory[0]! > 0) continue
    memory[0] = COUNT_AT_POLL
    const buffer = internals.Py_EmscriptenSignalBuffer
    if (!buffer?.[0]) continue
    buffer[0] = 0
    signals.push(check)
    handler(polls, check)
  }
  return signals
}

describe('a handler that must not do anything yet', () => {
  const refused = play(
    1_000_000,
    () => true,
    (polls) => polls.retry(),
  )

  test('is called again soon', () => expect(refused[5]! - refused[0]!).toBeLessThan(6 * 26 * 2))

  test('but not all the time', () => {
    expect(refused.length).toBeGreaterThan(500)
    expect(refused.length).toBeLessThan(3000)
  })
})

// As where a thread calls the driver again and again, and could be interrupted between two calls only
test('a loop with one point at which the handler may do something is met there, however long it is', () => {
  const missed: number[] = []
  for (let length = 1; length <= 128; length++) {
    let met = false
    play(
      500_000,
      () => !met,
      (polls, check) => {
        met = check % length === 0
        if (met) polls.seen()
        else polls.retry()
      },
    )
    if (!met) missed.push(length)
  }
  expect(missed).toEqual([])
})

test('who has seen to something, and is refused the next time, is called again soon', () => {
  let calls = 0
  const signals = play(
    200_000,
    () => true,
    (polls) => (++calls === 200 ? polls.seen() : polls.retry()),
  )
  expect(signals[199]! - signals[198]!).toBeGreaterThan(100)
  expect(signals[205]! - signals[201]!).toBeLessThan(4 * 26 * 2)
})

import { describe, expect, test } from 'vitest'
import { type Action, idle, type RunState, reduce } from '../../../src/live/state.ts'
import { progressText, statusText } from '../../../src/live/status.ts'
import { emptyResult as result } from '../../fixtures/scripted-worker.ts'

const through = (...actions: Action[]) => actions.reduce(reduce, idle as RunState)
const progress = { stage: 'downloading', loaded: 4_100_000, total: 12_300_000 } as const

describe('a run', () => {
  test('goes from idle over loading and running to done', () => {
    expect(through({ type: 'run', run: 1 })).toEqual({ tag: 'loading', run: 1, progress: null })
    expect(through({ type: 'run', run: 1 }, { type: 'progress', run: 1, progress })).toMatchObject({ tag: 'loading', progress })
    expect(through({ type: 'run', run: 1 }, { type: 'started', run: 1 }, { type: 'line', run: 1, line: 3 })).toEqual({
      tag: 'running',
      run: 1,
      line: 3,
      interrupted: false,
    })
    expect(through({ type: 'run', run: 1 }, { type: 'started', run: 1 }, { type: 'done', run: 1, result })).toEqual({
      tag: 'done',
      run: 1,
      result,
    })
  })

  test('a second press on Run changes nothing', () => {
    const running = through({ type: 'run', run: 1 }, { type: 'started', run: 1 })
    expect(reduce(running, { type: 'run', run: 2 })).toBe(running)
  })

  test.each<Action>([
    { type: 'started', run: 1 },
    { type: 'line', run: 1, line: 9 },
    { type: 'done', run: 1, result },
    { type: 'failed', run: 1, message: 'late' },
    { type: 'progress', run: 1, progress },
  ])('$type of a run that is over is dropped', (late) => {
    const stopped = through({ type: 'run', run: 1 }, { type: 'started', run: 1 }, { type: 'stop' })
    expect(stopped).toEqual({ tag: 'stopped', run: 1, result: null })
    expect(reduce(stopped, late)).toBe(stopped)
    const next = through({ type: 'run', run: 2 }, { type: 'started', run: 2 })
    expect(reduce(next, late)).toBe(next)
  })

  test('an interrupted program that ends by itself was stopped, and has a result', () => {
    const interrupted = through(
      { type: 'run', run: 1 },
      { type: 'started', run: 1 },
      { type: 'interrupt' },
      { type: 'line', run: 1, line: 2 },
    )
    expect(interrupted).toEqual({ tag: 'running', run: 1, line: 2, interrupted: true })
    expect(reduce(interrupted, { type: 'done', run: 1, result })).toEqual({ tag: 'stopped', run: 1, result })
    expect(reduce(interrupted, { type: 'stop' })).toEqual({ tag: 'stopped', run: 1, result: null })
    const loading = through({ type: 'run', run: 1 })
    expect(reduce(loading, { type: 'interrupt' })).toBe(loading)
  })

  test('the same line again is no change', () => {
    const running = through({ type: 'run', run: 1 }, { type: 'started', run: 1 }, { type: 'line', run: 1, line: 3 })
    expect(reduce(running, { type: 'line', run: 1, line: 3 })).toBe(running)
  })

  test('stop without a run does nothing; after a failure another run begins', () => {
    expect(reduce(idle, { type: 'stop' })).toBe(idle)
    const failed = through({ type: 'run', run: 1 }, { type: 'failed', run: 1, message: 'no network' })
    expect(failed).toEqual({ tag: 'failed', run: 1, message: 'no network' })
    expect(reduce(failed, { type: 'run', run: 2 })).toMatchObject({ tag: 'loading', run: 2 })
    expect(reduce(failed, { type: 'reset' })).toBe(idle)
  })
})

describe('in words', () => {
  const done = (fields: object): RunState => ({ tag: 'done', run: 1, result: { ...result, durationMs: 520, ...fields } })
  test.each<[RunState, string]>([
    [idle, ''],
    [{ tag: 'running', run: 1, line: 3, interrupted: false }, 'Running'],
    [{ tag: 'running', run: 1, line: 3, interrupted: true }, 'Stopping'],
    [{ tag: 'stopped', run: 1, result: null }, 'Stopped'],
    [done({}), 'Finished in 0.52 s'],
    [
      done({ exitStatus: 1, exception: { type: 'psycopg2.errors.QueryCanceled', message: '' } }),
      'Ended with psycopg2.errors.QueryCanceled after 0.52 s',
    ],
    [done({ exitStatus: 3, exception: { type: 'SystemExit', message: '3' } }), 'Exited with status 3 after 0.52 s'],
  ])('%o', (state, text) => expect(statusText(state)).toBe(text))

  test('progress is counted in megabytes', () => {
    expect(progressText(progress)).toBe('Downloading: 4.1 of 12.3 MB')
    expect(progressText({ ...progress, stage: 'starting PostgreSQL' })).toBe('Starting PostgreSQL')
    expect(progressText({ ...progress, total: 0 })).toBe('Downloading')
    expect(progressText(null)).toBe('Starting')
  })
})

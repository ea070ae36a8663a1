/** What `run()` resolves to, however the run ends. */
import { expect, test } from 'vitest'
import { Run } from '../../../src/live/run.ts'
import { Workers } from '../../../src/live/workers.ts'

const SHOWN = { stdout: 'printed\n', stderr: '' }

/** A run whose worker never says anything. */
const silent = () => new Run(new Workers(() => ({ postMessage: () => {}, terminate: () => {}, addEventListener: () => {} })))

test('stopped while something is loaded: what the page shows is not of this run', async () => {
  const run = silent()
  expect(run.settle({ tag: 'stopped', run: run.number, result: null }, SHOWN)).toBe(true)
  expect(await run.outcome).toEqual({ stdout: '', stderr: '', exception: null, events: [], durationMs: 0 })
})

test('stopped when it had begun: what it has printed until then', async () => {
  const run = silent()
  expect(run.settle({ tag: 'running', run: run.number, line: null, interrupted: false }, SHOWN)).toBe(false)
  run.begin()
  expect(run.settle({ tag: 'stopped', run: run.number, result: null }, SHOWN)).toBe(true)
  expect(await run.outcome).toMatchObject({ ...SHOWN, exception: null, events: [] })
})

test('a broken engine rejects', async () => {
  const run = silent()
  run.settle({ tag: 'failed', run: run.number, message: 'no network' }, SHOWN)
  await expect(run.outcome).rejects.toThrow('no network')
})

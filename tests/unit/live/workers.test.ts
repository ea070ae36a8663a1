import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from 'vitest'
import { Workers } from '../../../src/live/workers.ts'
import type { EngineFiles, RunRequest } from '../../../src/messages/run.ts'
import { emptyEnd as end, ScriptedWorker } from '../../fixtures/scripted-worker.ts'

const LOAD = { type: 'load', interrupts: null, files: null } as const
const READY = { type: 'ready', interruptible: true } as const
const request: RunRequest = { code: 'pass', fileName: 'main.py', setup: null, clock: 'real' }
let made: ScriptedWorker[]
let workers: Workers
let downloaded: Mock<(files: EngineFiles) => void>

beforeEach(() => {
  made = []
  downloaded = vi.fn()
  const create = () => {
    const worker = new ScriptedWorker()
    made.push(worker)
    return worker
  }
  workers = new Workers(create, downloaded)
})

function start() {
  const run = workers.number()
  const listener = { progress: vi.fn(), failed: vi.fn(), message: vi.fn() }
  return { run, listener, ticket: workers.run(run, request, listener) }
}

const living = () => made.filter((worker) => !worker.terminated)

describe('workers', () => {
  test('no worker is made before the first run', () => expect(made).toHaveLength(0))

  test('a run is sent once its worker is ready, and hears what the worker says', () => {
    const { run, listener } = start()
    expect(made[0]!.received).toEqual([LOAD])
    made[0]!.says(READY)
    expect(made[0]!.received.at(-1)).toEqual({ type: 'run', run, request })
    made[0]!.says({ type: 'started', run }, { type: 'done', run, end })
    expect(listener.message.mock.calls.map(([message]) => message.type)).toEqual(['started', 'done'])
  })

  test('each run has a worker in which no other has run: after it the worker is ended, and the next made ready at once', () => {
    const one = start()
    made[0]!.says(READY, { type: 'started', run: one.run }, { type: 'done', run: one.run, end })
    expect(made.map(({ terminated }) => terminated)).toEqual([true, false])
    expect(one.listener.message.mock.calls.map(([message]) => message.type)).toEqual(['started', 'done'])
    const two = start()
    made[1]!.says(READY)
    expect(made.map((worker) => worker.runs)).toEqual([[one.run], [two.run]])
  })

  test('what the first has downloaded is given to the others', () => {
    const files: EngineFiles = { folder: 'https://example.com/lab/abc/', blobs: new Map(), modules: new Map() }
    const { run } = start()
    made[0]!.says({ type: 'files', files }, READY, { type: 'started', run }, { type: 'done', run, end })
    expect(made[1]!.received).toEqual([{ ...LOAD, files }])
    expect(downloaded.mock.calls).toEqual([[files]])
  })

  test('one that is made ready before is the first run’s, and there is never more than one such', () => {
    workers.prepare()
    workers.prepare()
    expect(made).toHaveLength(1)
    const { run } = start()
    made[0]!.says(READY)
    expect(made.map((worker) => worker.runs)).toEqual([[run]])
  })

  describe('the first run', () => {
    const files: EngineFiles = { folder: 'https://example.com/lab/abc/', blobs: new Map(), modules: new Map() }

    test('is rehearsed in another worker, once, if an engine was made ready before it', () => {
      workers.prepare()
      made[0]!.says({ type: 'files', files }, READY)
      expect(made[1]!.received).toEqual([{ ...LOAD, files }])
      made[1]!.says(READY, { type: 'started', run: 0 }, { type: 'done', run: 0, end })
      expect(living()).toEqual([made[0]])
      const { run, listener } = start()
      made[0]!.says({ type: 'started', run }, { type: 'done', run, end })
      expect(made.map((worker) => worker.runs)).toEqual([[run], [0], []])
      expect(listener.message.mock.calls.map(([message]) => message.run)).toEqual([run, run])
    })

    test('does not wait for its rehearsal, which is ended', () => {
      workers.prepare()
      made[0]!.says({ type: 'files', files }, READY)
      const { run } = start()
      expect(made.map(({ terminated }) => terminated)).toEqual([false, true])
      expect(made[0]!.runs).toEqual([run])
    })

    test('is not rehearsed if it is asked for before that', () => {
      workers.prepare()
      start()
      made[0]!.says({ type: 'files', files }, READY)
      expect(made).toHaveLength(1)
    })

    test('is as it is if its rehearsal fails', () => {
      workers.prepare()
      made[0]!.says({ type: 'files', files }, READY)
      made[1]!.says({ type: 'failed', message: 'There is no memory.' })
      const { run, listener } = start()
      expect(made[0]!.runs).toEqual([run])
      expect(listener.failed).not.toHaveBeenCalled()
    })
  })

  test('one that fails while it gets ready fails no run: the next has another', () => {
    workers.prepare()
    made[0]!.says({ type: 'failed', message: 'There is no network.' })
    const { run, listener } = start()
    made[1]!.says(READY)
    expect(made[1]!.runs).toEqual([run])
    expect(listener.failed).not.toHaveBeenCalled()
  })

  test('two at a time have a worker each; afterwards one is made ready', () => {
    const runs = [start(), start()]
    for (const worker of made) worker.says(READY)
    expect(made.map((worker) => worker.runs)).toEqual(runs.map(({ run }) => [run]))
    for (const [i, { run }] of runs.entries()) made[i]!.says({ type: 'started', run }, { type: 'done', run, end })
    expect(made).toHaveLength(3)
    expect(living()).toEqual([made[2]])
  })

  test('a fourth run waits until one is over', () => {
    const runs = [start(), start(), start(), start()]
    for (const worker of made) worker.says(READY)
    expect(made).toHaveLength(3)
    expect(runs.map(({ listener }) => listener.progress.mock.calls.flat().includes('queued'))).toEqual([false, false, false, true])
    made[1]!.says({ type: 'started', run: runs[1]!.run }, { type: 'done', run: runs[1]!.run, end })
    made[3]!.says(READY)
    expect(made[3]!.runs).toEqual([runs[3]!.run])
    expect(living()).toHaveLength(3)
  })

  test('ending a run terminates its worker at once and prepares another', () => {
    const { run, ticket, listener } = start()
    made[0]!.says(READY, { type: 'started', run })
    ticket.end()
    expect(made[0]!.terminated).toBe(true)
    expect(made[1]!.received).toEqual([LOAD])
    made[0]!.says({ type: 'output', run, stream: 'stdout', text: 'late' })
    expect(listener.message).toHaveBeenCalledTimes(1)
    made[1]!.says(READY)
    const next = start()
    expect(made).toHaveLength(2)
    expect(made[1]!.runs).toEqual([next.run])
  })

  test('a run that has begun is interrupted where the worker can hear of it', () => {
    const { run, ticket } = start()
    expect(ticket.interrupt()).toBe(false)
    made[0]!.says(READY, { type: 'started', run })
    expect(ticket.interrupt()).toBe(true)
    expect(made[0]!.received.at(-1)).toEqual({ type: 'interrupt', run })
    made[0]!.says({ type: 'done', run, end })
    expect(ticket.interrupt()).toBe(false)
  })

  test('a worker that cannot hear of it is not asked', () => {
    const { run, ticket } = start()
    made[0]!.says({ type: 'ready', interruptible: false }, { type: 'started', run })
    expect(ticket.interrupt()).toBe(false)
    expect(made[0]!.received.map(({ type }) => type)).toEqual(['load', 'run'])
  })

  test('ending a run that has not begun leaves its worker loading, for the next', () => {
    const { ticket, listener } = start()
    ticket.end()
    expect(made[0]!.terminated).toBe(false)
    const next = start()
    made[0]!.says(READY)
    expect(made).toHaveLength(1)
    expect(made[0]!.runs).toEqual([next.run])
    expect(listener.message).not.toHaveBeenCalled()
  })

  test('ending a run that is over ends nobody else’s', () => {
    const one = start()
    made[0]!.says(READY, { type: 'started', run: one.run }, { type: 'done', run: one.run, end })
    start()
    one.ticket.end()
    expect(made[1]!.terminated).toBe(false)
  })

  test('ending a run that waits takes it from the queue', () => {
    const runs = [start(), start(), start(), start()]
    runs[3]!.ticket.end()
    made[0]!.says(READY, { type: 'started', run: runs[0]!.run }, { type: 'done', run: runs[0]!.run, end })
    made[3]!.says(READY)
    expect(made[3]!.runs).toEqual([])
    expect(living()).toHaveLength(3)
  })

  test.each([
    ['says so', (worker: ScriptedWorker) => worker.says({ type: 'failed', message: 'no network' }), 'no network'],
    ['throws', (worker: ScriptedWorker) => worker.emit('error', { message: 'Uncaught boom' }), 'Uncaught boom'],
    ['cannot be fetched', (worker: ScriptedWorker) => worker.emit('error'), 'The program that runs the examples could not be downloaded.'],
    ['says what cannot be read', (worker: ScriptedWorker) => worker.emit('messageerror'), 'The page received an answer it could not read.'],
  ])('a worker that %s fails its run; the next run gets a new one', (_what, fail, text) => {
    const { listener } = start()
    fail(made[0]!)
    expect(listener.failed).toHaveBeenCalledExactlyOnceWith(text)
    expect(made[0]!.terminated).toBe(true)
    const next = start()
    made[1]!.says(READY)
    expect(made[1]!.runs).toEqual([next.run])
  })

  test('who joins a worker that is loading hears how far it is', () => {
    const first = start()
    made[0]!.says(READY, { type: 'started', run: first.run })
    first.ticket.end()
    const progress = { stage: 'downloading', loaded: 1, total: 2 } as const
    made[1]!.says({ type: 'progress', progress })
    expect(start().listener.progress).toHaveBeenCalledWith(progress)
  })

  test('a run fails if the browser refuses to make a worker, and so does one that waits', () => {
    const refuse = vi.fn<() => ScriptedWorker>(() => {
      throw new Error('No more workers.')
    })
    const refused = new Workers(refuse)
    const listener = { progress: vi.fn(), failed: vi.fn(), message: vi.fn() }
    refused.prepare()
    refused.run(1, request, listener)
    expect(listener.failed).toHaveBeenCalledExactlyOnceWith('No more workers.')
    expect(listener.progress).not.toHaveBeenCalled()
  })

  describe('a worker that says nothing', () => {
    beforeEach(() => void vi.useFakeTimers())
    afterEach(() => void vi.useRealTimers())
    const MINUTE = 60_000

    test('while it should get ready fails its run after a minute', () => {
      const { listener } = start()
      vi.advanceTimersByTime(MINUTE - 1)
      made[0]!.says({ type: 'progress', progress: { stage: 'downloading', loaded: 1, total: 2 } })
      vi.advanceTimersByTime(1)
      expect(listener.failed).not.toHaveBeenCalled()
      vi.advanceTimersByTime(MINUTE)
      expect(listener.failed).toHaveBeenCalledExactlyOnceWith('The engine does not answer.')
      expect(living()).toEqual([])
    })

    test('when a run is sent to it fails that', () => {
      const { listener } = start()
      made[0]!.says(READY)
      vi.advanceTimersByTime(MINUTE)
      expect(listener.failed).toHaveBeenCalledOnce()
    })

    test('while it is ready, or a program runs, is left alone', () => {
      workers.prepare()
      made[0]!.says(READY)
      vi.advanceTimersByTime(2 * MINUTE)
      const { run, listener } = start()
      made[0]!.says({ type: 'started', run })
      vi.advanceTimersByTime(2 * MINUTE)
      expect(listener.failed).not.toHaveBeenCalled()
      expect(vi.getTimerCount()).toBe(1)
      made[0]!.says({ type: 'failed', message: 'It broke.' })
      expect(living()).toHaveLength(1)
    })
  })
})

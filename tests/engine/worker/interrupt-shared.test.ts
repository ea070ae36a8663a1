/** Where waits block, a worker that is busy or asleep learns of Stop by memory that it shares with the page. */
import { expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { expectCleanEnd, interrupted } from './interruptible.ts'
import { PROGRAMS } from './stoppable.ts'

const cell = new Int32Array(new SharedArrayBuffer(4))
const engine = await createEngine({ suspends: false, interrupts: cell })
const stop = (code: string) => interrupted(engine, () => void Atomics.add(cell, 0, 1), code)

test.each(Object.entries(PROGRAMS))('%s', async (_what, code) => expectCleanEnd(await stop(code)))

test('a request that came too late is forgotten', async () => {
  Atomics.add(cell, 0, 1)
  expect(await engine.run({ code: 'print(1)', fileName: 'main.py', setup: null, clock: 'real' })).toMatchObject({
    stdout: '1\n',
    exitStatus: 0,
  })
})

test('a thread cannot be started, and it says why', async () => {
  const code = 'import threading\nthreading.Thread(target=print).start()'
  const { exception } = await engine.run({ code, fileName: 'main.py', setup: null, clock: 'real' })
  expect(exception?.type).toBe('RuntimeError')
  expect(exception?.message).toMatch(/^can't start new thread: .*JSPI/)
})

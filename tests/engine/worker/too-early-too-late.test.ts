/** Ctrl+C when the program does not run yet, is about to end, or has ended. */
import { expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { SteppedClock } from '../../../src/scheduling/clock.ts'

const engine = await createEngine({ clock: new SteppedClock() })

/** Runs it, and interrupts at its first output. The engine is not reset. */
function run(code: string, setup: string | null = null) {
  let heard = false
  const output = () => {
    if (!heard) queueMicrotask(() => engine.interrupt())
    heard = true
  }
  return engine.run({ code, fileName: 'main.py', setup, clock: 'real' }, { output })
}

const quiet = (code: string, setup: string | null = null) => engine.run({ code, fileName: 'main.py', setup, clock: 'real' })
const KEYBOARD_INTERRUPT = { exception: { type: 'KeyboardInterrupt' }, exitStatus: 130 }

test('while its set-up is executed: it does not begin', async () => {
  const running = quiet('print("begun")', 'select pg_sleep(0.1)')
  engine.interrupt()
  expect(await running).toMatchObject({ ...KEYBOARD_INTERRUPT, stdout: '', stderr: 'KeyboardInterrupt\n' })
  await engine.reset()
})

test('between two runs: the next does not hear of it', async () => {
  await quiet('print(1)')
  const reset = engine.reset()
  engine.interrupt()
  await reset
  engine.interrupt()
  expect(await quiet('import time; time.sleep(1); print(2)')).toMatchObject({ stdout: '2\n', exitStatus: 0 })
  await engine.reset()
})

const WORK = `
import threading, time
def work():
    try:
        time.sleep(3600)
    finally:
        time.sleep(1)
        print("cleaned up")
`

test.each([
  [
    'a pool is waited for',
    `${WORK}from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor(2).submit(work)\nprint("waiting")`,
    'waiting\ncleaned up\n',
    /^Exception ignored on threading shutdown:\nTraceback(.*\n)*.* in join\n {4}self\._os_thread_handle\.join\(timeout\)\nKeyboardInterrupt: \n$/,
  ],
  [
    'functions are called at exit',
    `import atexit, time\ndef bye():\n    print("bye")\n    time.sleep(3600)\natexit.register(bye)`,
    'bye\n',
    /^Exception ignored in atexit callback <function bye at \w+>:\nTraceback \(most recent call last\):\n {2}File "main.py", line 4, in bye\nKeyboardInterrupt: \n$/,
  ],
])('while %s', async (_what, code, stdout, stderr) => {
  const result = await run(code)
  expect(result).toMatchObject({ stdout, exitStatus: 0, exception: null })
  expect(result.stderr).toMatch(stderr)
  await engine.reset()
})

test('while what ended it is printed', async () => {
  const result = await run('import time\nclass E(Exception):\n    def __str__(self):\n        time.sleep(3600)\nraise E')
  expect(result).toMatchObject({ exitStatus: 1, exception: { type: 'E', message: '<exception str() failed>' } })
  await engine.reset()
})

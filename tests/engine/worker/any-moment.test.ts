/** Ctrl+C at any moment: whatever a program was about to do, it ends, and what it still wants to do is done. */
import { test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { SteppedClock } from '../../../src/scheduling/clock.ts'
import { expectCleanEnd } from './interruptible.ts'
import { PROGRAMS, WITH_THREADS } from './stoppable.ts'

const engine = await createEngine({ clock: new SteppedClock() })

/** So many of what is told of a run, from its first output on. Some 50 ms each. */
const MOMENTS = 40

const programs = { statements: PROGRAMS.statements, ...WITH_THREADS }

test.each(Object.entries(programs))('%s', async (_what, code) => {
  for (let moment = 0; moment < MOMENTS; moment++) {
    let left: number | null = null
    // As a message of the page, it comes when nobody is in the middle of something
    const told = () => left !== null && left-- === 0 && queueMicrotask(() => engine.interrupt())
    const output = () => {
      left ??= moment
    }
    const result = await engine.run({ code, fileName: 'main.py', setup: null, clock: 'real' }, { output, event: told, line: told })
    await engine.reset()
    expectCleanEnd(result)
  }
})

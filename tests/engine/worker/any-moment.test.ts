/** Ctrl+C at any moment: whatever a program was about to do, it cleans up and ends. */
import { test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { SteppedClock } from '../../../src/scheduling/clock.ts'
import { expectCleanEnd } from './interruptible.ts'
import { PROGRAMS, WITH_THREADS } from './stoppable.ts'

const engine = await createEngine({ clock: new SteppedClock() })

/** So many of a run's events, lines and outputs, from its first output on. Each takes some 50 ms. */
const MOMENTS = 40

const programs = { statements: PROGRAMS.statements, ...WITH_THREADS }

test.each(Object.entries(programs))('%s', async (_what, code) => {
  for (let moment = 0; moment < MOMENTS; moment++) {
    let left: number | null = null
    // As a message from the page does, it comes when nothing else executes
    const told = () => left !== null && left-- === 0 && queueMicrotask(() => engine.interrupt())
    const output = () => {
      left ??= moment
    }
    const result = await engine.run({ code, fileName: 'main.py', setup: null, clock: 'real' }, { output, event: told, line: told })
    await engine.reset()
    expectCleanEnd(result)
  }
})

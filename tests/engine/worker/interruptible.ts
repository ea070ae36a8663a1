/** What stops programs, and how they must end. */
import { expect } from 'vitest'
import type { RunResult } from '../../../src/messages/run.ts'
import type { Engine } from '../../../src/worker/engine.ts'
import { endsCleanly } from './stoppable.ts'

/** Interrupts at the first output; what the program does next is what is interrupted. */
export async function interrupted(engine: Engine, interrupt: () => void, code: string): Promise<RunResult> {
  let done = false
  const output = () => {
    if (!done) interrupt()
    done = true
  }
  try {
    return await engine.run({ code, fileName: 'main.py', setup: null, clock: 'real' }, { output })
  } finally {
    await engine.reset()
  }
}

export function expectCleanEnd(result: RunResult): void {
  expect(result).toSatisfy(endsCleanly)
}

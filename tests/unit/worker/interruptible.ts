/** Programs that are stopped, and what stops them. */
import { expect } from 'vitest'
import type { RunResult } from '../../../src/messages/run.ts'
import type { Lab } from '../../../src/worker/lab.ts'

const CONNECT = 'import psycopg2\nc = psycopg2.connect("dbname=lab")\nk = c.cursor()\n'
/** Each must clean up and end with KeyboardInterrupt. */
export const PROGRAMS = {
  'a loop': 'print("begun")\ntry:\n    while True:\n        pass\nfinally:\n    print("cleaned up")',
  'a sleep': 'import time\nprint("begun")\ntry:\n    time.sleep(3600)\nfinally:\n    print("cleaned up")',
  'a flood': 'try:\n    while True:\n        print("more")\nfinally:\n    print("cleaned up")',
  'a statement that waits': `${CONNECT}try:\n    print("begun")\n    k.execute("select pg_sleep(3600)")\nfinally:\n    c.rollback()\n    print("cleaned up", c.info.transaction_status)`,
  'a statement that works': `${CONNECT}try:\n    print("begun")\n    k.execute("do $$ begin loop end loop; end $$")\nfinally:\n    c.rollback()\n    print("cleaned up", c.info.transaction_status)`,
} as const

/** Interrupts at the first output; what the program does next is what is interrupted. */
export async function interrupted(lab: Lab, interrupt: () => void, code: string): Promise<RunResult> {
  let done = false
  const output = () => {
    if (!done) interrupt()
    done = true
  }
  try {
    return await lab.run({ code, fileName: 'main.py', setup: null, clock: 'real' }, { output })
  } finally {
    await lab.reset()
  }
}

export function expectCleanEnd(result: RunResult): void {
  expect(result.stdout).toMatch(/cleaned up( 0)?\n$/)
  expect(result).toMatchObject({ exception: { type: 'KeyboardInterrupt' }, exitStatus: 130 })
}

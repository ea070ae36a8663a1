/** Python with no server behind it, under the stepped clock: for what it does by itself, with threads or without. */

import type { FolderSource } from '../../../src/python/host/files/folder.ts'
import { Interpreter, type ProgramEnd, type PythonHost } from '../../../src/python/host/interpreter.ts'
import { loadPyodideInNode } from '../../../src/python/node/pyodide.ts'
import { pythonFiles, pythonImage } from '../../../src/python/node/sources.ts'
import { BlockingScheduler } from '../../../src/scheduling/blocking-scheduler.ts'
import { SteppedClock } from '../../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../../src/scheduling/cooperative-scheduler.ts'
import { shareClock } from '../../../src/worker/shared-clock.ts'

/** A program that writes this line is interrupted in the middle of it, as by Ctrl+C. */
export const INTERRUPT = 'press Ctrl+C'

export interface Printed extends ProgramEnd {
  readonly stdout: string
  readonly stderr: string
}

const NO_ZONES: FolderSource = { kind: () => undefined, list: () => [], size: () => 0, read: () => new Uint8Array() }

const clock = new SteppedClock()
shareClock(clock)

/** `fromImage`: as a page starts it; else by itself. */
export async function barePython({ threads = true, files = pythonFiles(), fromImage = true } = {}) {
  const scheduler = threads ? new CooperativeScheduler(clock) : new BlockingScheduler(clock)
  const written = { stdout: '', stderr: '' }
  const host: PythonHost = {
    connect: () => 'ECONNREFUSED',
    resolve: () => undefined,
    output: (stream, text) => {
      written[stream] += text
      if (text.includes(INTERRUPT)) python.interrupt()
    },
    line: () => {},
    called: () => {},
    returned: () => {},
    raised: () => {},
    connection: () => {},
    callsEnded: () => {},
  }
  const python = new Interpreter(await loadPyodideInNode(files, fromImage ? pythonImage() : null), host, NO_ZONES, scheduler)
  scheduler.onStuck = () => {
    python.giveUp(python.explainWaits() ?? 'nobody can say why')
    return true
  }
  return {
    python,
    clock,
    async run(code: string): Promise<Printed> {
      written.stdout = written.stderr = ''
      const outcome = await python.run(code, 'main.py')
      if (python.spent) throw new Error('Something of the program is left.')
      python.renew()
      return { ...written, ...outcome }
    },
  }
}

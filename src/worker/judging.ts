/** The check of an exercise: the program that is run, what it is told of the run before, and what its end means. Pure. */
import type { Judgement, RunResult } from '../messages/run.ts'
import type { ProgramEnd, Surroundings } from '../python/host/interpreter.ts'

/** Raised by `runtime/attempt.py`. */
const WRONG = 'runtime.attempt.Wrong'

export function checkProgram(
  code: string,
  { events, exception, exitStatus, leftOut }: RunResult,
): { program: string; around: Surroundings } {
  const told = JSON.stringify({ events, exception, exitStatus, complete: leftOut === null })
  return { program: code, around: { arguments: [told], environment: {}, directory: '/home/reader' } }
}

export function judge({ exception, exitStatus }: ProgramEnd): Judgement {
  if (exception?.type === WRONG) return { tag: 'wrong', words: exception.message }
  if (exception) return { tag: 'broken', words: `${exception.type}: ${exception.message}` }
  return exitStatus === 0 ? { tag: 'passed' } : { tag: 'broken', words: `exit status ${exitStatus}` }
}

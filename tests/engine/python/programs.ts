/** Programs in an engine under the stepped clock: one engine a test file. */
import type { RunEvent } from '../../../src/messages/event.ts'
import type { RunResult } from '../../../src/messages/run.ts'
import type { RunListener } from '../../../src/worker/recording.ts'
import { createSteppedEngine } from '../../examples/stepped.ts'

const engine = await createSteppedEngine()

/** Runs one program; the engine is reset after it. */
export async function run(code: string, listener: RunListener = {}, setup: string | null = null): Promise<RunResult> {
  try {
    return await engine.run({ code, fileName: 'main.py', setup, clock: 'real' }, listener)
  } finally {
    await engine.reset()
  }
}

/** What it prints; it must end well. */
export async function printed(code: string): Promise<string> {
  const { stdout, stderr, exception } = await run(code)
  if (stderr || exception) throw new Error(stderr || exception!.message)
  return stdout
}

/** What it prints as Python's error output. */
export const complaint = async (code: string): Promise<string> => (await run(code)).stderr

/** The calls that are told of, as `function(text) line: raised`. */
export function calls({ events }: RunResult): string[] {
  const returns = new Map(events.flatMap((event) => (event.kind === 'return' ? [[event.call, event.raised]] : [])))
  const called = events.filter((event): event is Extract<RunEvent, { kind: 'call' }> => event.kind === 'call')
  return called.map(({ call, function: name, text, line }) => `${line} ${name}(${text})${returns.get(call) ? ` ${returns.get(call)}` : ''}`)
}

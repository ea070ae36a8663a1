/** Runs programs in the engine under the stepped clock: exact, and as quick as the processor. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createEngine } from '../../src/cli/engine-in-node.ts'
import type { RunRequest, RunResult } from '../../src/messages/run.ts'
import type { Surroundings } from '../../src/python/host/interpreter.ts'
import { SteppedClock } from '../../src/scheduling/clock.ts'
import type { Engine } from '../../src/worker/engine.ts'
import type { Example } from './outcome.ts'
import type { Program } from './real-python.ts'

export const createSteppedEngine = (start?: 'images' | 'full'): Promise<Engine> => createEngine({ clock: new SteppedClock() }, start)

/** Later than the server's start. */
const BEGIN = Date.UTC(2026, 0, 1, 1)

/**
 * One run on an engine that is reset for it, by a folder of Python's file system if the program imports from there. Under a stepped clock each
 * begins at the same time: PostgreSQL counts a sleep in fractions of seconds since 2000, and how they are rounded depends on the date.
 */
export async function runStepped(engine: Engine, { folder, file, setupFile }: Program, directory?: string): Promise<RunResult> {
  const setup = setupFile ? readFileSync(setupFile, 'utf8') : null
  const code = readFileSync(path.join(folder, file), 'utf8')
  const surroundings = directory === undefined ? undefined : { arguments: [], environment: {}, directory }
  return runCodeStepped(engine, { code, fileName: file, setup, clock: 'real' }, surroundings)
}

export async function runCodeStepped(engine: Engine, request: RunRequest, surroundings?: Surroundings): Promise<RunResult> {
  const { clock } = engine.postmaster
  if (clock instanceof SteppedClock) clock.set(BEGIN)
  await engine.reset()
  return engine.run(request, {}, surroundings)
}

export const eventsFile = (example: Example): string => path.join(example.folder, 'events.json')

/** As it stands in `events.json`: an event a line. */
export const formatEvents = ({ events }: RunResult): string => `[\n${events.map((event) => `  ${JSON.stringify(event)}`).join(',\n')}\n]\n`

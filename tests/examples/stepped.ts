/** Runs examples in the lab under the stepped clock: exact, and as quick as the processor. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createLab } from '../../src/cli/lab-in-node.ts'
import type { RunResult } from '../../src/messages/run.ts'
import { SteppedClock } from '../../src/turns/clock.ts'
import type { Lab } from '../../src/worker/lab.ts'
import type { Example } from './outcome.ts'

export const createSteppedLab = (): Promise<Lab> => createLab({ clock: new SteppedClock() })

/** One run; the lab is pristine again after it. */
export async function runStepped(lab: Lab, example: Example): Promise<RunResult> {
  const setup = example.setupFile ? readFileSync(example.setupFile, 'utf8') : null
  const result = await lab.run({ code: example.code, fileName: 'main.py', setup, clock: 'real' })
  await lab.reset()
  return result
}

export const eventsFile = (example: Example): string => path.join(path.dirname(example.expectedFile), 'events.json')

/** As it stands in `events.json`: an event a line. */
export const formatEvents = ({ events }: RunResult): string => `[\n${events.map((event) => `  ${JSON.stringify(event)}`).join(',\n')}\n]\n`

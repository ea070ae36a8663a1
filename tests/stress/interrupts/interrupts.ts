/** Stops programs at random moments, in real time: each must clean up and end. What `any-moment.test.ts` steps through, by chance. */
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import type { RunResult } from '../../../src/messages/run.ts'
import type { Engine } from '../../../src/worker/engine.ts'
import { endsCleanly, PROGRAMS, WITH_THREADS } from '../../engine/worker/stoppable.ts'
import { Random } from '../random.ts'

/** After the first output, in milliseconds. */
const LATEST = 10
/** No program has so much left to do, in milliseconds. */
const TOO_LONG = 5000

/** Lines that say what is wrong. */
export async function interruptAtRandom(seed: number, runs: number): Promise<string[]> {
  const random = new Random(seed)
  const programs = Object.entries({ ...PROGRAMS, ...WITH_THREADS })
  const engine = await createEngine()
  const wrong: string[] = []
  for (let run = 0; run < runs; run++) {
    const [name, code] = random.pick(programs)
    const after = random.between(0, LATEST * 1000) / 1000
    const result = await stopped(engine, code, after)
    if (result && endsCleanly(result)) continue
    wrong.push(
      `${name}, stopped ${after} ms after its first output: ${result ? JSON.stringify(result.stdout + result.stderr) : 'did not end'}`,
    )
    if (!result) break // there is no way to get the engine back
  }
  return wrong
}

/** Null if it does not end. */
async function stopped(engine: Engine, code: string, after: number): Promise<RunResult | null> {
  let begun = false
  const output = () => {
    if (!begun) setTimeout(() => engine.interrupt(), after)
    begun = true
  }
  const { promise: late, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), TOO_LONG)
  const result = await Promise.race([engine.run({ code, fileName: 'main.py', setup: null, clock: 'real' }, { output }), late])
  clearTimeout(timer)
  if (result) await engine.reset()
  return result
}

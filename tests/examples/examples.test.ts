/** Every example prints in the engine what it prints with the psycopg2 that readers install and a real server, and its page draws what happens. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../src/worker/engine.ts'
import { differences } from './differences.ts'
import { normaliseOutcome } from './normalise.ts'
import { type Example, findExamples, recorded } from './outcome.ts'
import { TODAY } from './references.ts'
import { createSteppedEngine, eventsFile, formatEvents, runStepped } from './stepped.ts'

async function compare(engine: Engine, example: Example): Promise<void> {
  const expected = recorded(example, TODAY)
  if (!expected) throw new Error('Nothing is recorded of it: npm run record')
  const result = await runStepped(engine, example)
  expect(differences(expected, normaliseOutcome(result))).toBe('')
  expect(formatEvents(result)).toBe(readFileSync(eventsFile(example), 'utf8'))
}

describe('examples', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await createSteppedEngine()
  }, 60_000)

  for (const example of findExamples()) test(example.id, () => compare(engine, example))
})

// Pages start PostgreSQL from its image: what is recorded must not depend on it
describe('after a full start', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await createSteppedEngine('full')
  }, 60_000)

  const some = findExamples().filter((_, number) => number % 13 === 0)
  for (const example of some) test(example.id, () => compare(engine, example))
})

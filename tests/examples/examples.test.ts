/** Every example prints in the engine what it prints with the psycopg2 that readers install and a real server, and its page draws what happens. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../src/worker/engine.ts'
import { differences } from './differences.ts'
import { normaliseOutcome } from './normalise.ts'
import { findExamples, recorded } from './outcome.ts'
import { TODAY } from './references.ts'
import { createSteppedEngine, eventsFile, formatEvents, runStepped } from './stepped.ts'

describe('examples', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await createSteppedEngine()
  }, 60_000)

  for (const example of findExamples()) {
    test(example.id, async () => {
      const expected = recorded(example, TODAY)
      if (!expected) throw new Error('Nothing is recorded of it: npm run record')
      const result = await runStepped(engine, example)
      expect(differences(expected, normaliseOutcome(result))).toBe('')
      expect(formatEvents(result)).toBe(readFileSync(eventsFile(example), 'utf8'))
    })
  }
})

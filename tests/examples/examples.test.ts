/** Every example prints in the lab what it prints with real psycopg2 and a real server, and its page draws what happens. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lab } from '../../src/worker/lab.ts'
import { differences } from './differences.ts'
import { normaliseOutcome } from './normalise.ts'
import { findExamples, type Outcome } from './outcome.ts'
import { createSteppedLab, eventsFile, formatEvents, runStepped } from './stepped.ts'

describe('examples', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await createSteppedLab()
  }, 60_000)

  for (const example of findExamples()) {
    test(example.id, async () => {
      const recorded: Outcome = JSON.parse(readFileSync(example.expectedFile, 'utf8'))
      const result = await runStepped(lab, example)
      expect(differences(recorded, normaliseOutcome(result))).toBe('')
      expect(formatEvents(result)).toBe(readFileSync(eventsFile(example), 'utf8'))
    })
  }
})

/** Every example prints in the lab what it prints with real psycopg2 and a real server: `npm run record` wrote that down. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLab } from '../../src/cli/lab-in-node.ts'
import { differences } from './differences.ts'
import { normaliseOutcome } from './normalise.ts'
import { findExamples, type Outcome } from './outcome.ts'

describe('examples', () => {
  let lab: Awaited<ReturnType<typeof createLab>>
  beforeAll(async () => {
    lab = await createLab()
  }, 60_000)
  afterAll(() => lab?.close())

  for (const example of findExamples()) {
    test(example.id, { timeout: 20_000 }, async () => {
      const recorded: Outcome = JSON.parse(readFileSync(example.expectedFile, 'utf8'))
      const setup = example.setupFile ? readFileSync(example.setupFile, 'utf8') : null
      const result = await lab.run({ code: example.code, fileName: 'main.py', setup, clock: 'fast' })
      expect(differences(recorded, normaliseOutcome(result))).toBe('')
    })
  }
})

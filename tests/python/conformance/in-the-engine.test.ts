/** Every conformance program prints in the engine what it prints with the psycopg2 that readers install and a real server. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../../src/worker/engine.ts'
import { differences } from '../../examples/differences.ts'
import { normaliseOutcome } from '../../examples/normalise.ts'
import { TODAY } from '../../examples/references.ts'
import { createSteppedEngine, runStepped } from '../../examples/stepped.ts'
import { findPrograms, folder, recorded } from './programs.ts'

const MOUNTED = '/mnt/conformance'

describe('conformance', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await createSteppedEngine()
    engine.pyodide.FS.mkdirTree(MOUNTED)
    engine.pyodide.mountNodeFS(MOUNTED, folder)
  }, 60_000)

  for (const program of findPrograms()) {
    test(program.id, async () => {
      const expected = recorded(program, TODAY)
      if (!expected) throw new Error('Nothing is recorded of it: npm run record -- --conformance')
      const result = await runStepped(engine, program, MOUNTED)
      expect(differences(expected, normaliseOutcome(result))).toBe('')
    })
  }
})

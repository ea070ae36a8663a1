/** The driver's own tests, which are Python's unittest, in the page's Python: those without a server, then those with one. */
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../src/cli/engine-in-node.ts'
import type { Engine } from '../../src/worker/engine.ts'

const MOUNTED = '/mnt/tests'
const RUN = `
import sys, unittest
folder, shared = sys.argv[1:]
sys.path.append(shared)
suite = unittest.defaultTestLoader.discover(folder, top_level_dir=folder)
result = unittest.TextTestRunner(stream=sys.stderr).run(suite)
print(result.testsRun)
sys.exit(not result.wasSuccessful())
`

describe('the driver in the engine', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await createEngine()
    engine.pyodide.FS.mkdirTree(MOUNTED)
    engine.pyodide.mountNodeFS(MOUNTED, import.meta.dirname)
  })

  for (const folder of ['.', 'server']) {
    test(`unittest discover ${folder}`, async () => {
      const directory = path.posix.join(MOUNTED, folder)
      const request = { code: RUN, fileName: 'run-tests.py', setup: null, clock: 'fast' } as const
      const { stdout, stderr, exitStatus } = await engine.run(request, {}, { arguments: [directory, MOUNTED], environment: {}, directory })
      await engine.reset()
      expect(stderr).toMatch(/\nOK$/m)
      expect(exitStatus).toBe(0)
      expect(Number(stdout.trim().split('\n').at(-1))).toBeGreaterThan(45)
    })
  }
})

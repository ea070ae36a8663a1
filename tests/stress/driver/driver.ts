/** The driver, in the engine, against servers that make mistakes: the conversations of tests/python/test_garbage.py, but more of them. */
import path from 'node:path'
import { createEngine } from '../../../src/cli/engine-in-node.ts'

const MOUNTED = '/mnt/tests'
const RUN = `
import sys, unittest
sys.path.append(${JSON.stringify(MOUNTED)})
suite = unittest.defaultTestLoader.loadTestsFromName("test_garbage.GarbageTest.test_conversations_with_mistakes")
sys.exit(not unittest.TextTestRunner(stream=sys.stderr).run(suite).wasSuccessful())
`

/** Lines that say what is wrong: what the driver raised that is none of psycopg2's own exceptions, or that it waits for ever. */
export async function mishear(conversations: number): Promise<readonly string[]> {
  const engine = await createEngine()
  engine.pyodide.FS.mkdirTree(MOUNTED)
  engine.pyodide.mountNodeFS(MOUNTED, path.resolve('tests/python'))
  const around = { arguments: [], environment: { CONVERSATIONS: String(conversations) }, directory: MOUNTED }
  const { stderr, exitStatus } = await engine.run({ code: RUN, fileName: 'run-tests.py', setup: null, clock: 'fast' }, {}, around)
  return exitStatus === 0 && /\nOK$/m.test(stderr) ? [] : [stderr]
}

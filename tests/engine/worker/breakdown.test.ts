/** A program that takes Python down has a result like any other; the engine it ran in is spent. */
import { expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'

test('recursion through code in C ends the program, and is told as such', async () => {
  const engine = await createEngine()
  const code =
    'class Endless:\n    def __repr__(self):\n        return repr(self)\n\nprint("before")\nimport sys\nsys.setrecursionlimit(3000)\nrepr(Endless())\n'
  const result = await engine.run({ code, fileName: 'main.py', setup: null, clock: 'fast' })
  expect(result.stdout).toBe('before\n')
  expect(result.stderr).toMatch(/^Fatal Python error: the program calls itself more deeply than the browser's stack allows\n$/)
  expect(result.exception?.type).toBe('Fatal Python error')
  expect(result.exitStatus).toBe(134)
  expect(engine.broken).toBe(true)
})

/** Programs with threads, which print what they print on CPython: `threads/NAME.txt`. `npm run test:socket` compares those with CPython. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { barePython } from '../engine/python/bare.ts'
import { threadPrograms } from './threads/programs.ts'

describe('with threads', async () => {
  const { run } = await barePython()

  test('there are programs', () => expect(threadPrograms.length).toBeGreaterThan(10))

  test.each(threadPrograms)('$name', async ({ file, stdout, exitStatus }) => {
    expect(await run(readFileSync(file, 'utf8'))).toEqual({ stdout, stderr: '', exitStatus, exception: null })
  })
})

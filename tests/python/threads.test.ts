/** Programs with threads, which print what they print on CPython: `threads/NAME.txt`. `npm run test:socket` compares those with CPython. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { barePython } from '../unit/python-host/bare.ts'

const folder = path.join(import.meta.dirname, 'threads')
const programs = globSync('*.py', { cwd: folder }).sort()
const statuses: Readonly<Record<string, number>> = { 'ending.py': 4, 'leaving.py': 7 }

describe('with threads', async () => {
  const { run } = await barePython()

  test('there are programs', () => expect(programs.length).toBeGreaterThan(10))

  test.each(programs)('%s', async (program) => {
    const result = await run(readFileSync(path.join(folder, program), 'utf8'))
    expect(result).toEqual({
      stdout: readFileSync(path.join(folder, program.replace(/\.py$/, '.txt')), 'utf8'),
      stderr: '',
      exitStatus: statuses[program] ?? 0,
      exception: null,
    })
  })
})

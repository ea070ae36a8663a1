/** The check of every exercise passes its solution, and answers its start and each wrong attempt in the words that are declared. */
import { beforeAll, describe, expect, test } from 'vitest'
import { exampleIds, readExample } from '../../src/examples/reader.ts'
import type { Judgement } from '../../src/messages/run.ts'
import type { Engine } from '../../src/worker/engine.ts'
import { createSteppedEngine, runCodeStepped } from './stepped.ts'

const ROOT = 'examples'
let engine: Engine
beforeAll(async () => {
  engine = await createSteppedEngine()
}, 60_000)

async function judgementOf(code: string, setup: string | null, check: string): Promise<Judgement | undefined> {
  const { judgement } = await runCodeStepped(engine, { code, fileName: 'main.py', setup, clock: 'real', check })
  return judgement
}

describe.each(exampleIds(ROOT).filter((id) => readExample(ROOT, id).exercise))('%s', (id) => {
  const { code, setup, exercise } = readExample(ROOT, id)
  const { check, solution, start, wrong } = exercise!

  test('the solution passes', async () => {
    expect(await judgementOf(solution, setup, check)).toEqual({ tag: 'passed' })
  })

  test.each([{ file: 'main.py', code, words: start }, ...wrong])('$file is answered in its words', async (attempt) => {
    expect(await judgementOf(attempt.code, setup, check)).toEqual({ tag: 'wrong', words: attempt.words })
  })
})

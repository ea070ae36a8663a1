/** Specs have the transcripts here that they had on a real PostgreSQL: `npm run test:isolation -- --record` asks it again. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { EngineServer } from './engine.ts'
import { parseSpec } from './spec.ts'
import { runSpec } from './tester.ts'

const names = globSync(path.join(import.meta.dirname, 'specs/*.spec')).map((file) => path.basename(file, '.spec'))
const read = (file: string) => readFileSync(path.join(import.meta.dirname, file), 'utf8')

let engine: EngineServer
beforeAll(async () => {
  engine = await EngineServer.start()
})
afterEach(() => engine.reset())

test.each(names.sort())('%s', async (name) => {
  const transcript = await engine.play(() => runSpec(engine, name, parseSpec(read(`specs/${name}.spec`))))
  expect(transcript).toBe(read(`expected/${name}.out`))
})

test('there are all of them', () => {
  expect(names.length).toBeGreaterThanOrEqual(40)
})

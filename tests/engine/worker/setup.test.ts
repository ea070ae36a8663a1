/** What the superuser executes before a program begins. In real time its session yields while it starts, and the query is sent then. */
import { expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'

const engine = await createEngine()
const run = (setup: string) => engine.run({ code: 'print("begun")', fileName: 'main.py', setup, clock: 'real' })

test('a set-up that fails is told by its error, and the next run begins', async () => {
  await expect(run('create table t (); select 1 / 0')).rejects.toThrow('setup.sql: division by zero')
  await engine.reset()
  expect(await run('create table t ()')).toMatchObject({ stdout: 'begun\n', stderr: '' })
})

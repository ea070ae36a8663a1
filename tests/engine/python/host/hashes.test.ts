/** What an image keeps from start to start, and a Python that starts by itself makes anew. */
import { expect, test } from 'vitest'
import { barePython } from '../bare.ts'

test('strings have the same hashes at each start', async () => {
  const program = 'print(hash("statement"), {"lock", "statement", "idle"})'
  const [one, other] = [await (await barePython()).run(program), await (await barePython()).run(program)]
  expect(one.stderr).toBe('')
  expect(one.stdout).toBe(other.stdout)
})

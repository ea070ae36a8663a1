/** The code that the decision ends in is code: it connects, and the limits are there. */
import { expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { codeFor } from '../../../src/live/decision.ts'

const engine = await createEngine()

test('connects with all the limits', async () => {
  const code = `import psycopg2
DSN = "dbname=lab user=reader"
${codeFor({ patience: 3, shared: true, pauses: true, whole: true, network: true, vanish: true })}
cur = conn.cursor()
for name in "lock", "statement", "idle_in_transaction_session", "transaction":
    cur.execute(f"SHOW {name}_timeout")
    print(cur.fetchone()[0], end=" ")
`
  const { stdout, stderr } = await engine.run({ code, fileName: 'main.py', setup: null, clock: 'real' })
  expect({ stdout, stderr }).toEqual({ stdout: '300ms 1500ms 2250ms 3s ', stderr: '' })
})

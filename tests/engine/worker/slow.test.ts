/** The slow clock: everything takes five times as long, and nobody in the engine can tell. */
import { describe, expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { hostNow } from '../../../src/scheduling/clock.ts'

const CODE = `
import time, psycopg2
conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=40")
began = time.monotonic()
try:
    conn.cursor().execute("SELECT pg_sleep(10)")
except psycopg2.errors.QueryCanceled:
    print(0.04 <= time.monotonic() - began < 1)
`

describe.each([true, false])('waits suspend: %s', async (suspends) => {
  const engine = await createEngine({ suspends })

  test('a limit of 40 ms takes 200 ms, and is 40 ms to the program and in the events', async () => {
    const began = hostNow()
    const { stdout, events } = await engine.run({ code: CODE, fileName: 'main.py', setup: null, clock: 'slow' })
    expect(stdout).toBe('True\n')
    const [armed] = events.filter((event) => event.kind === 'timer-armed' && event.timer === 'statement_timeout').slice(-1)
    expect(armed).toMatchObject({ due: expect.closeTo((armed as { since: number }).since + 40, 5) })
    expect(hostNow() - began).toBeGreaterThanOrEqual(200)
  })
})

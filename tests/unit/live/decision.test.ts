/** The limits that follow from the answers: no two the same, and in an order in which each can fire. */
import { expect, test } from 'vitest'
import { codeFor, type Needs } from '../../../src/live/decision.ts'

const NOTHING: Needs = { patience: 0, shared: false, pauses: false, whole: false, network: false, vanish: false }
const ms = (code: string, name: string) => {
  const [, number, unit] = new RegExp(` ${name}=(\\d+)(ms|s)\\b`).exec(code) ?? []
  return number === undefined ? undefined : Number(number) * (unit === 's' ? 1000 : 1)
}

test('who needs nothing gets nothing', () => {
  expect(codeFor(NOTHING)).toBe('conn = psycopg2.connect(DSN)  # no limit is needed\n')
})

test('one limit is one line', () => {
  expect(codeFor({ ...NOTHING, patience: 4 })).toBe('conn = psycopg2.connect(\n    DSN,\n    options="-c statement_timeout=2s",\n)\n')
})

test.each([0, 0.1, 0.5, 1, 3, 10, 600, 86_400])('with a patience of %d s each limit can fire', (patience) => {
  const code = codeFor({ patience, shared: true, pauses: true, whole: true, network: true, vanish: true })
  const names = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout']
  const found = names.flatMap((name) => ms(code, name) ?? [])
  expect(found).toHaveLength(patience === 0 ? 3 : 4)
  for (const [index, limit] of found.entries()) expect(limit).toBeGreaterThan(found[index - 1] ?? 0)
})

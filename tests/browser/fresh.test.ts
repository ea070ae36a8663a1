/** A program finds nothing of the one before, whatever that has done: each has an engine in which no other has run. */
import { beforeAll, expect, test } from 'vitest'
import { LEFTOVERS, PROBE } from '../stress/programs/leftovers.ts'
import { example, faults, openOnce, part, reach, runToEnd, setCode } from './site.ts'

const page = openOnce('timeouts/after-the-cancellation/')
const element = () => example(page(), 'session-timeouts/statement-timeout')

async function probe(): Promise<string> {
  await setCode(element(), PROBE)
  return runToEnd(element())
}

let undisturbed: string
beforeAll(async () => {
  undisturbed = await probe()
}, 180_000)

test('what a program finds where nothing has run', () => {
  expect(undisturbed).toMatch(/^files \/home\/reader \[\] \[\]\n/)
  expect(undisturbed).toMatch(/\nsessions \(1,\) \d+\ntables \[\]\nserver \(\d+, 0, '0'\)\nb"'it''s'" <psycopg2\.\S+ \S+ at 0x[\da-f]+>\n$/)
})

test.each(LEFTOVERS)('after $name', async ({ code, dies }) => {
  await setCode(element(), code)
  await part(element(), 'run').click()
  expect(await reach(element(), 'done', 'failed')).toBe('done')
  if (dies) for (const fault of await faults()) expect(fault).toMatch(/^said /)
  expect(withoutAddresses(await probe())).toBe(withoutAddresses(undisturbed))
})

const withoutAddresses = (text: string) => text.replace(/0x[\da-f]+/g, '0x')

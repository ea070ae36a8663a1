/** No memory is left: PostgreSQL's own ERROR, however little there is, and sessions that go on. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Kernel } from '../../../../src/postgres/process/kernel.ts'
import { serverFor, WAYS } from '../server.ts'

/** Planning it takes more memory than any of the limits below, and its text alone more than is kept ready to report an ERROR with. */
const LARGE = `select 1 where ${Array.from({ length: 20_000 }, (_, i) => `random() = ${i}`).join(' or ')}`

const OUT_OF_MEMORY = /^ERROR 53200: out of memory/

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)
  /** How many bytes processes may still allocate from the system. */
  let left = Number.POSITIVE_INFINITY

  beforeEach(() => {
    const { sbrk } = Kernel.prototype
    vi.spyOn(Kernel.prototype, 'sbrk').mockImplementation(function (this: Kernel, increment) {
      if (increment > left) return -1
      left -= increment
      return sbrk.call(this, increment)
    })
  })
  afterEach(() => {
    left = Number.POSITIVE_INFINITY
    vi.restoreAllMocks()
  })

  // With little, there is none for the ERROR's own report either: a second ERROR comes while the first is handled
  test.each([0, 1, 2, 4, 12])('%i MB are left to plan with', async (megabytes) => {
    const session = server.open()
    left = megabytes * 1e6
    expect((await session.query(LARGE)).error).toMatch(OUT_OF_MEMORY)
    left = Number.POSITIVE_INFINITY
    expect(await session.value('select 1')).toBe('1')
  })

  test('a session cannot be started', async () => {
    left = 300_000
    const session = server.open()
    expect(session.alive).toBe(false)
    left = Number.POSITIVE_INFINITY
    expect(await server.open().value("select count(*) from pg_stat_activity where backend_type = 'client backend'")).toBe('1')
  })
})

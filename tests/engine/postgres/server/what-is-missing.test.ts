/** What a server elsewhere has, and this one has not. */
import { describe, expect, test } from 'vitest'
import { serverFor, WAYS } from '../server.ts'

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  test('beside sessions there is no process that works: none cleans up, helps with a query, or sends the log elsewhere', async () => {
    const session = server.open()
    expect(await session.rows('select distinct backend_type from pg_stat_activity where backend_type is not null')).toEqual([
      ['client backend'],
    ])
    await session.run(
      'create table t as select generate_series(1, 100000) i',
      'set parallel_setup_cost = 0',
      'set parallel_tuple_cost = 0',
      'set min_parallel_table_scan_size = 0',
    )
    expect((await session.rows('explain select count(*) from t')).flat().join('\n')).not.toMatch(/Gather|Parallel/)
  })

  test('stacks are shallower than elsewhere', async () => {
    expect(await server.open().value('show max_stack_depth')).toBe('500kB')
  })
})

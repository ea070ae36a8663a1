/** What this site alters PGlite for. */
import { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'

test('PGlite as it comes is a backend that stands alone, and no limit ends what it computes', { timeout: 120_000 }, async () => {
  const pglite = await PGlite.create()
  try {
    const { rows } = await pglite.query('select backend_type from pg_stat_activity')
    expect(rows).toEqual([{ backend_type: 'standalone backend' }])
    await pglite.exec("set statement_timeout = '10ms'")
    const began = performance.now()
    await pglite.query('select count(*) from generate_series(1, 300000)')
    expect(performance.now() - began).toBeGreaterThan(10)
  } finally {
    await pglite.close()
  }
})

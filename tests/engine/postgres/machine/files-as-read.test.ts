/** Files that are fetched when PostgreSQL reads them: none at the start, each once, and again if it did not come. */
import { expect, test } from 'vitest'
import { Server } from '../server.ts'

const library = (name: string) => `lib/postgresql/${name}.so`

/** What needs a file, the answer, and which files. */
const USES: readonly [sql: string, answer: string, files: readonly string[]][] = [
  ["select to_tsvector('english', 'stopping sessions')", "'session':2 'stop':1", [library('dict_snowball')]],
  ["select convert_to('ä', 'LATIN2')", '\\xe4', [library('utf8_and_iso8859')]],
  [`select string_agg(a, '' order by a collate "und-x-icu") from unnest('{b,B,ä,a}'::text[]) a`, 'aäbB', ['icu/icudt76l/coll/ucadata.icu']],
]

test.each(USES)('%s', async (sql, answer, files) => {
  const server = await new Server().start()
  const session = server.open()
  await session.run('create table t as select 1', "do 'begin end'")
  expect(server.fetched).toEqual([])
  server.isOffline = true
  expect((await session.query(sql)).error).not.toBeNull()
  expect(session.alive).toBe(true)
  server.isOffline = false
  server.fetched.length = 0
  expect(await server.open().value(sql)).toBe(answer)
  expect([...server.fetched].sort()).toEqual(files)
  expect(await server.open().value(sql)).toBe(answer)
  expect(server.fetched.length).toBe(files.length)
})

test('it shows them as it shows the others, without fetching any', async () => {
  const server = await new Server().start()
  const sizes = "select size from pg_stat_file('/pglite/lib/postgresql/' || $$utf8_and_gbk.so$$)"
  expect(await server.open().value(sizes)).toBe('146608')
  expect(server.fetched).toEqual([])
})

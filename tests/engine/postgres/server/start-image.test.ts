/** A server that starts from the image is one that has started in full, at the time of its clock. */
import { beforeAll, describe, expect, test } from 'vitest'
import { buildServer, serverParts } from '../../../../src/integrations/sessions-for-pglite/build.ts'
import { readTree } from '../../../../src/postgres/machine/file-tree.ts'
import { BUILD_SECTION } from '../../../../src/postgres/machine/machine.ts'
import { Postmaster } from '../../../../src/postgres/server/postmaster.ts'
import { DATA_DIRECTORY } from '../../../../src/postgres/server/settings.ts'
import { BlockingScheduler } from '../../../../src/scheduling/blocking-scheduler.ts'
import { SteppedClock } from '../../../../src/scheduling/clock.ts'
import { Server, WAYS } from '../server.ts'

type Parts = Awaited<ReturnType<typeof serverParts>>
let parts: Parts
beforeAll(async () => {
  parts = await serverParts(await buildServer())
})

/** What a start leaves to be seen, times included: both begin at the same time, which passes only when the clock is looked at. */
const LOOK = [
  'select name, setting, source, sourcefile, sourceline, pending_restart from pg_settings order by 1',
  'select pid, usename, datname, backend_type, state from pg_stat_activity order by 1',
  'select backend_start from pg_stat_activity where pid = 100',
  'select pg_postmaster_start_time(), pg_conf_load_time()',
  'select pg_control_last_modified, checkpoint_lsn, redo_lsn, checkpoint_time from pg_control_system(), pg_control_checkpoint()',
  "select split_part(pg_read_file('postmaster.pid'), e'\\n', 3)::bigint - extract(epoch from pg_postmaster_start_time())::bigint",
  'select pg_current_wal_insert_lsn(), pg_current_wal_flush_lsn(), pg_current_xact_id(), pg_current_snapshot()',
  'select pid, locktype, mode from pg_locks order by 1, 2',
  'select name, size from pg_ls_waldir() order by 1',
  "select pg_ls_dir('.') union all select pg_ls_dir('base') union all select pg_ls_dir('global') order by 1",
  'select name, size, allocated_size from pg_shmem_allocations order by 1',
  'select datname, xact_commit, blks_read, stats_reset from pg_stat_database order by 1',
  'select slot_name from pg_replication_slots',
]

async function look(server: Server): Promise<readonly (readonly unknown[])[]> {
  const session = server.open()
  const seen = await Array.fromAsync(LOOK, (sql) => session.query(sql))
  expect(seen.map(({ error }) => error)).toEqual(LOOK.map(() => null))
  return seen.map(({ rows }) => rows)
}

describe.each(WAYS)('%s', (way) => {
  test('a server that starts from it looks as one that starts in full', async () => {
    const [full, quick] = [new Server(way), new Server(way)]
    await full.start(parts.cluster)
    await quick.start()
    // The auxiliary process of the one has looked at the clock while it started
    const time = full.clock.now() + 60_000
    for (const { clock } of [full, quick]) clock.set(time)
    await Promise.all([full.reset(), quick.reset()])
    const seen: unknown[] = []
    for (const server of [full, quick]) await server.play(async () => void seen.push(await look(server)))
    expect(seen[1]).toEqual(seen[0])
  })

  test('it starts at the time of its clock, and so do the files that it writes', async () => {
    const server = new Server(way)
    const began = Date.UTC(2033, 4, 6, 7, 8, 9)
    server.clock.set(began)
    await server.start()
    await server.play(async () => {
      const session = server.open()
      const at = '2033-05-06 07:08:09+00'
      expect(await session.rows('select pg_postmaster_start_time(), pg_conf_load_time()')).toEqual([[at, at]])
      expect(await session.value('select backend_start from pg_stat_activity where pid = 100')).toBe(at)
      expect(await session.value('select pg_control_last_modified from pg_control_system()')).toBe(at)
      expect(await session.value("select split_part(pg_read_file('postmaster.pid'), e'\\n', 3)")).toBe(String(began / 1000))
    })
  })

  test('what is to be random differs', async () => {
    const seen: unknown[] = []
    for (let i = 0; i < 2; i++) {
      const server = await new Server(way).start()
      await server.play(async () => {
        const session = server.open()
        seen.push(await session.value('select random()'), await session.value('select gen_random_uuid()'))
        seen.push(server.postmaster.sessions[0]!.cancelKey.join())
      })
    }
    expect(new Set(seen).size).toBe(6)
  })
})

test('it shuts down as after a full start, to a cluster to start in', async () => {
  const shutDown = async (cluster?: Parts['cluster']) => {
    const server = await new Server().start(cluster)
    const session = server.open()
    await session.run('create table kept as select 1 as a')
    server.log.length = 0
    const left = await server.shutDown()
    return { left, log: server.log.map((line) => line.replace(/^.*? UTC /, '')) }
  }
  const quick = await shutDown()
  expect(quick.log).toEqual((await shutDown(parts.cluster)).log)
  const again = await new Server().start(quick.left)
  expect(await again.open().value('select a from kept')).toBe('1')
})

test('new files have the modes that they have after a full start', async () => {
  const modes = async (cluster?: Parts['cluster']) => {
    const server = await new Server().start(cluster)
    const before = new Set(readTree(server.files, DATA_DIRECTORY).files.keys())
    await server.open().run('create table t as select 1', 'create database other')
    const added = [...readTree(server.files, DATA_DIRECTORY).files.keys()].filter((path) => !before.has(path))
    return added.map((path) => [path, server.files.stat(`${DATA_DIRECTORY}/${path}`).mode])
  }
  const quick = await modes()
  expect(quick.length).toBeGreaterThan(100)
  expect(quick).toEqual(await modes(parts.cluster))
})

test('one that was made for another build is refused', async () => {
  const wasm = new Uint8Array(await (await import('node:fs/promises')).readFile(`${await buildServer()}/postgres.wasm`))
  const name = new TextDecoder().decode(WebAssembly.Module.customSections(parts.module, BUILD_SECTION)[0])
  const at = Buffer.from(wasm).lastIndexOf(name)
  wasm.set(new TextEncoder().encode('0123456789abcdef'), at)
  const scheduler = new BlockingScheduler(new SteppedClock())
  await expect(Postmaster.start({ ...parts, module: await WebAssembly.compile(wasm), cluster: parts.image, scheduler })).rejects.toThrow(
    `The image of the started server belongs to another build of it (${name}) than this binary (0123456789abcdef).`,
  )
})

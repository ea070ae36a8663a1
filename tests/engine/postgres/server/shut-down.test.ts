/** Shutting a server down while its sessions do all kinds of things, and the cluster that it leaves. */
import { expect, test } from 'vitest'
import type { FileTree } from '../../../../src/postgres/machine/file-tree.ts'
import type { Client } from '../client.ts'
import { crowd } from '../crowd.ts'
import { Server, WAYS, type Way } from '../server.ts'

/** Lets `body` be a client's, on a server of its own; gives the cluster that the server leaves at its end. */
async function serve(way: Way, body: (server: Server) => Promise<void>, cluster?: FileTree): Promise<FileTree> {
  const server = await new Server(way).start(cluster)
  let left: FileTree | undefined
  await server.play(async () => {
    await body(server)
    left = await server.shutDown()
  })
  return left!
}

test.each(WAYS)('%s: what was committed is there afterwards, and nothing else', async (way) => {
  const clients: Client[] = []
  const cluster = await serve(way, async (server) => {
    const [inTransaction, prepared, idle] = [server.open(), server.open(), server.open()]
    await idle.run('create table t as select generate_series(1, 1000) as a', 'create table u as select 1 as a')
    await inTransaction.run('begin', 'delete from t', 'create table gone()')
    await prepared.run('begin', 'update u set a = 2', "prepare transaction 'mine'")
    clients.push(inTransaction, prepared, idle)
    if (way === 'suspending') clients.push(...Object.values(await crowd(server)))
  })
  for (const client of clients) {
    expect(client.receive().error).toBe('FATAL 57P01: terminating connection due to administrator command')
    expect(client.alive).toBe(false)
  }
  await serve(
    way,
    async (server) => {
      const session = server.open()
      expect(await session.rows("select count(*), to_regclass('gone') from t")).toEqual([['1000', null]])
      await session.run("commit prepared 'mine'")
      expect(await session.value('select a from u')).toBe('2')
      expect(server.log.filter((line) => /redo starts|not properly shut down/.test(line))).toEqual([])
    },
    cluster,
  )
})

/** Commands that wait until all other sessions have handled a signal, which those that are suspended must do, too. */
import { describe, expect, test } from 'vitest'
import { crowd } from '../crowd.ts'
import { copyData, copyDone } from '../messages.ts'
import { serverFor } from '../server.ts'

const server = serverFor('suspending')

describe('DROP DATABASE', () => {
  /** The session that will drop it, and the sessions in it. */
  async function crowdedDatabase() {
    const session = await server.open().run('create database other')
    return { session, members: await crowd(server, 'other') }
  }

  test('waits five seconds for suspended sessions to leave, is refused, and harms nobody', async () => {
    const { session, members } = await crowdedDatabase()
    const refused = 'ERROR 55006: database "other" is being accessed by other users'
    const took = await server.time(async () => expect(await session.error('drop database other')).toBe(refused))
    expect(Math.floor(took / 50)).toBe(100)
    await members.holder.run('commit')
    expect((await members.locked.answer()).rows).toEqual([['0']])
  })

  test('by force ends suspended sessions where they are', async () => {
    const { session, members } = await crowdedDatabase()
    await session.run('drop database other with (force)')
    for (const member of Object.values(members)) {
      expect((await member.answer()).error).toBe('FATAL 57P01: terminating connection due to administrator command')
      expect(member.alive).toBe(false)
    }
    expect(await session.rows("select datname from pg_database where datname = 'other'")).toEqual([])
  })
})

describe('a barrier that all sessions must see', () => {
  /** In milliseconds: time slices, and intervals between looks of busy code. */
  const A_MOMENT = 50

  test('is seen where they wait for a lock, sleep or compute', async () => {
    const { holder, locked, copying } = await crowd(server)
    await copying.send(copyDone)
    const session = await server.open().run('create database other')
    expect(await server.time(() => session.run('drop database other'))).toBeLessThan(A_MOMENT)
    await holder.run('commit')
    expect((await locked.answer()).rows).toEqual([['0']])
  })

  test('who waits for the rows of a COPY sees it with the next of them, as in PostgreSQL', async () => {
    const [copying, session] = [server.open(), await server.open().run('create table t(a int)', 'create database other')]
    await copying.query('copy t from stdin')
    session.start('drop database other')
    await server.sleep(60_000)
    expect(session.isAnswered).toBe(false)
    copying.post(copyData('1\n'))
    expect((await session.answer()).tags).toEqual(['DROP DATABASE'])
    expect((await copying.send(copyDone)).tags).toEqual(['COPY 1'])
  })

  test('a database is moved to another tablespace and back', async () => {
    const session = await server
      .open()
      .run('create database other', 'set allow_in_place_tablespaces = on', "create tablespace elsewhere location ''")
    const { holder, locked, copying } = await crowd(server)
    await copying.send(copyDone)
    for (const tablespace of ['elsewhere', 'pg_default']) {
      const inside = await server.open({ database: 'other' }).run('create table if not exists t as select 1 as a', 'select a from t')
      await inside.terminate()
      expect(await server.time(() => session.run(`alter database other set tablespace ${tablespace}`))).toBeLessThan(A_MOMENT)
    }
    expect(await server.open({ database: 'other' }).value('select a from t')).toBe('1')
    await session.run('drop tablespace elsewhere')
    await holder.run('commit')
    expect((await locked.answer()).rows).toEqual([['0']])
  })
})

/** `npm run lab -- serve`: where it cannot listen, and how it ends. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, test } from 'vitest'
import { Served } from '../tcp/served.ts'

const command = path.resolve(import.meta.dirname, '../../../src/cli/lab.ts')
const serve = (...options: string[]) => promisify(execFile)(process.execPath, [command, 'serve', ...options])

test('a port that is taken is named, and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  await expect(serve('--port', String(port))).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`The server cannot listen there: port ${port} is taken. --port names another; 0 is any that is free.`),
  })
  other.close()
})

test.each([
  [['--socket', '/nosuchfolder'], '--socket: there is no folder /nosuchfolder.'],
  [['--port', '70000'], '--port is a number up to 65535, not 70000.'],
])('%j is refused', async (options, message) => {
  await expect(serve(...options)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
})

test('a smart shutdown waits for clients; a fast one then tells them, and waits for nobody who does not read or speak', async () => {
  const served = await Served.start()
  const client = async () => {
    const made = new pg.Client({ host: '127.0.0.1', port: served.port, user: 'reader', password: 'reader', database: 'lab' })
    made.on('error', () => {}) // it hears of its end more than once
    await made.connect()
    return made
  }
  const [idle, deaf] = [await client(), await client()]
  ;(deaf as unknown as { connection: { stream: Socket } }).connection.stream.pause()
  deaf.query("select repeat('x', 1000000) from generate_series(1, 30)").catch(() => {})
  const silent = connect(served.port, '127.0.0.1')
  await once(silent, 'connect')
  while ((await idle.query("select from pg_stat_activity where wait_event = 'ClientWrite'")).rowCount === 0);
  served.signal('SIGTERM')
  const refused = async () => {
    const late = connect(served.port, '127.0.0.1')
    const [error] = await Promise.race([once(late, 'connect').then(() => []), once(late, 'error')]).catch((error: unknown) => [error])
    late.destroy()
    return (error as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED'
  }
  while (!(await refused()));
  expect((await idle.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  const told = once(idle, 'error')
  served.signal('SIGINT')
  expect((await told)[0]).toMatchObject({ code: '57P01', message: 'terminating connection due to administrator command' })
  expect(await served.ended()).toBe(0)
  silent.destroy()
})

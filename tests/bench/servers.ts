/** The three servers that are compared, each with one session of the superuser that takes SQL. */
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { buildServer, serverParts } from '../../src/integrations/sessions-for-pglite/build.ts'
import type { Postmaster, PostmasterParts } from '../../src/postgres/server/postmaster.ts'
import type { Session } from '../../src/postgres/server/session.ts'
import { BlockingScheduler } from '../../src/scheduling/blocking-scheduler.ts'
import { HostClock } from '../../src/scheduling/clock.ts'
import { decodeBackend } from '../../src/wire/decode-backend.ts'
import { encodeFrontend } from '../../src/wire/encode.ts'
import { frames } from '../../src/wire/frames.ts'
import { startRealServer } from '../examples/real-server.ts'

/** An error of the server, by its SQLSTATE. */
export class SqlError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

export const queryMessage = (query: string): Uint8Array => encodeFrontend({ type: 'Query', query })

export async function ourParts(): Promise<PostmasterParts> {
  const parts = await serverParts(await buildServer((line) => console.error(line)))
  return { ...parts, scheduler: new BlockingScheduler(new HostClock()) }
}

export function openSession(postmaster: Postmaster): Session {
  const parameters = { user: 'postgres', database: 'postgres' }
  const session = postmaster.open(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters }))
  check(session.takeOutput())
  return session
}

/** Executes a query, or throws its error. */
export function runOurs(postmaster: Postmaster, session: Session, message: Uint8Array): void {
  postmaster.execute(session, message)
  check(session.takeOutput())
}

/** PGlite as it comes, with the cluster's files and the buffers as ours has them. */
export async function startStock(): Promise<{ run(message: Uint8Array): void; close(): Promise<void> }> {
  const pglite = await PGlite.create({
    initDbStartParams: ['--wal-segsize=1', '--locale=C.UTF-8', '--encoding=UTF8'],
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
  })
  return { run: (message) => check(pglite.execProtocolRawSync(message)), close: () => pglite.close() }
}

/** PostgreSQL itself over loopback, planning as a server without helper processes does. */
export async function startReal(): Promise<{ run(sql: string): Promise<void>; close(): Promise<void> }> {
  const server = await startRealServer()
  try {
    const client = new pg.Client({ host: 'localhost', port: server.port, user: 'postgres', password: 'postgres', database: 'postgres' })
    await client.connect()
    await client.query('set max_parallel_workers_per_gather = 0; set max_parallel_maintenance_workers = 0; set jit = off')
    const close = async () => {
      await client.end()
      await server.stop()
    }
    return { run: async (sql) => void (await client.query(sql)), close }
  } catch (error) {
    await server.stop()
    throw error
  }
}

function check(answer: Uint8Array): void {
  for (const { code, offset, length } of frames(answer)) {
    if (code !== 'E') continue
    const message = decodeBackend(answer.subarray(offset, offset + length))
    if (message.type === 'ErrorResponse') throw new SqlError(message.fields.code, message.fields.message)
  }
}

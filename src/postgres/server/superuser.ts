/** Runs statements of the host's own in a session of the superuser. */
import { decodeBackend } from '../../wire/decode-backend.ts'
import { encodeFrontend } from '../../wire/encode.ts'
import { frames } from '../../wire/frames.ts'
import type { Postmaster } from './postmaster.ts'

/** The session ends afterwards. Throws an Error that begins with `what` if the server refuses `sql`. */
export async function runAsSuperuser(postmaster: Postmaster, database: string, sql: string, what: string): Promise<void> {
  const session = postmaster.open(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: { user: 'postgres', database } }))
  session.process.hasUnlimitedBuffer = true
  postmaster.execute(session, encodeFrontend({ type: 'Query', query: sql }))
  await session.settled
  const answer = session.takeOutput()
  for (const { code, offset, length } of frames(answer)) {
    const message = code === 'E' ? decodeBackend(answer.subarray(offset, offset + length)) : null
    if (message?.type === 'ErrorResponse') throw new Error(`${what}: ${message.fields.message}`)
  }
  postmaster.execute(session, encodeFrontend({ type: 'Terminate' }))
  await session.settled
}

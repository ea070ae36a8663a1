/** An example's setup.sql: run by the superuser in the database `lab`, before the program starts. May import: postgres, wire. */
import type { Postmaster } from '../postgres/postmaster.ts'
import { decodeBackend } from '../wire/decode-backend.ts'
import { encodeFrontend } from '../wire/encode.ts'
import { frames } from '../wire/frames.ts'

/** Throws when the server does not accept it: an example's author has to know. */
export function runSetup(postmaster: Postmaster, sql: string): void {
  const parameters = { user: 'postgres', database: 'lab' }
  const session = postmaster.open(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters }))
  postmaster.execute(session, encodeFrontend({ type: 'Query', query: sql }))
  const answer = session.takeOutput()
  for (const { code, offset, length } of frames(answer)) {
    const message = code === 'E' ? decodeBackend(answer.subarray(offset, offset + length)) : null
    if (message?.type === 'ErrorResponse') throw new Error(`setup.sql: ${message.fields.message}`)
  }
  postmaster.execute(session, encodeFrontend({ type: 'Terminate' }))
}

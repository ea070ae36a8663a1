/** Runs statements of the host's own in a session of the superuser. */
import { decodeBackend } from '../../wire/decode-backend.ts'
import { encodeFrontend } from '../../wire/encode.ts'
import { frames } from '../../wire/frames.ts'
import type { ReportFields } from '../../wire/report.ts'
import type { Postmaster } from './postmaster.ts'

/** The server refuses what it was to execute. */
export class RefusedError extends Error {
  readonly fields: ReportFields
  /** So many statements were executed before. */
  readonly executed: number

  constructor(what: string, fields: ReportFields, executed: number) {
    super(`${what}: ${fields.message}`)
    this.fields = fields
    this.executed = executed
  }
}

/** The session ends afterwards. Throws a RefusedError that begins with `what` if the server refuses `sql`. */
export async function runAsSuperuser(postmaster: Postmaster, database: string, sql: string, what: string): Promise<void> {
  const session = postmaster.open(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: { user: 'postgres', database } }))
  session.process.hasUnlimitedBuffer = true
  postmaster.execute(session, encodeFrontend({ type: 'Query', query: sql }))
  await session.settled
  const answer = session.takeOutput()
  let executed = 0
  let refused: RefusedError | undefined
  for (const { code, offset, length } of frames(answer)) {
    if (code === 'C') executed++
    const message = code === 'E' ? decodeBackend(answer.subarray(offset, offset + length)) : null
    if (message?.type === 'ErrorResponse') refused ??= new RefusedError(what, message.fields, executed)
  }
  postmaster.execute(session, encodeFrontend({ type: 'Terminate' }))
  await session.settled
  if (refused) throw refused
}

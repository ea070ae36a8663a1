/** A prompt on a session. A statement ends with a semicolon, the session with `\q` or the end of input. */
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import type { Session } from '../postgres/server/session.ts'
import { decodeBackend } from '../wire/decode-backend.ts'
import { encodeFrontend } from '../wire/encode.ts'
import { frames } from '../wire/frames.ts'
import type { Engine } from '../worker/engine.ts'
import { formatTable } from './table.ts'

export async function psql(engine: Engine, user: string, database: string): Promise<number> {
  const { postmaster } = engine
  const parameters = { user, database, application_name: 'psql' }
  const session = postmaster.open(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters }))
  session.process.hasUnlimitedBuffer = true
  await session.settled
  print(session)
  if (!session.process.alive) return 2
  const prompt = (continued: boolean) => (stdin.isTTY ? `${database}${continued ? '-' : '='}> ` : '')
  const lines = createInterface({ input: stdin, output: stdout, terminal: stdin.isTTY === true })
  // Idle sessions time out while nobody types
  const ticking = setInterval(() => postmaster.fireTimers(), 50)
  let statement = ''
  // When the input ends while a statement is executed, there may still be lines to read
  let ended = false
  lines.once('close', () => {
    ended = true
  })
  const ask = () => {
    lines.setPrompt(prompt(statement !== ''))
    if (!ended) lines.prompt()
  }
  ask()
  for await (const line of lines) {
    if (statement === '' && line.trim() === '\\q') break
    statement += `${line}\n`
    if (line.trimEnd().endsWith(';') || statement.trim() === '') {
      if (statement.trim()) postmaster.execute(session, encodeFrontend({ type: 'Query', query: statement }))
      statement = ''
      await session.settled
      print(session)
      if (!session.process.alive) break
    }
    ask()
  }
  clearInterval(ticking)
  lines.close()
  if (!session.process.alive) {
    console.error('The session has ended.')
    return 2
  }
  postmaster.execute(session, encodeFrontend({ type: 'Terminate' }))
  return 0
}

function print(session: Session): void {
  const answer = session.takeOutput()
  let columns: string[] = []
  let rows: (string | null)[][] = []
  for (const { offset, length } of frames(answer)) {
    const message = decodeBackend(answer.subarray(offset, offset + length))
    if (message.type === 'RowDescription') columns = message.columns.map(({ name }) => name)
    if (message.type === 'DataRow') rows.push(message.values.map((value) => value && new TextDecoder().decode(value)))
    if (message.type === 'CommandComplete') {
      console.log(columns.length ? formatTable(columns, rows) : message.tag)
      columns = []
      rows = []
    }
    if (message.type === 'NotificationResponse')
      console.log(
        `Asynchronous notification "${message.channel}" with payload "${message.payload}" received from server process with PID ${message.pid}.`,
      )
    if (message.type === 'ErrorResponse' || message.type === 'NoticeResponse') {
      const { severity, message: text, detail, hint } = message.fields
      console.error([`${severity}:  ${text}`, detail && `DETAIL:  ${detail}`, hint && `HINT:  ${hint}`].filter(Boolean).join('\n'))
    }
  }
}

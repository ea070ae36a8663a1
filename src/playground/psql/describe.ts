/** psql's commands that describe what is in a database: its own code, ported by psql-describe, which is fetched when the first is typed. */

import { reportText } from '../../sql/report.ts'
import type { ReportFields } from '../../wire/report.ts'
import type { Client } from './client.ts'

/** The result of a query, as node-postgres gives it. */
interface Answer {
  rows: (string | null)[][]
  fields: { name: string; dataTypeID: number }[]
  rowCount: number
}

export async function describeCommand(
  command: string,
  database: string,
  client: Client,
  print: (text: string, isError?: boolean) => void,
): Promise<void> {
  const loaded = await import('psql-describe').catch(() => null)
  if (!loaded) return print('What describes could not be downloaded. Is there a connection to the network?\n', true)
  const { describe, describeDataToString } = loaded
  const query = (sql: string) => answerTo(client, sql)
  const output = (item: Parameters<typeof describeDataToString>[0]) =>
    print(`${describeDataToString(item).replace(/ +$/gm, '').replace(/\n*$/, '')}\n${typeof item === 'string' ? '' : '\n'}`)
  try {
    await describe(command, database, query, output).promise
  } catch (error) {
    print(`${(error as Error).message.trimEnd()}\n`, true)
  }
}

async function answerTo(client: Client, sql: string): Promise<Answer> {
  const answer: Answer = { rows: [], fields: [], rowCount: 0 }
  let refused: ReportFields | null = null
  await client.execute(sql, (message) => {
    if (message.type === 'RowDescription') answer.fields = message.columns.map(({ name, typeOid }) => ({ name, dataTypeID: typeOid }))
    else if (message.type === 'DataRow') answer.rows.push(message.values.map((value) => value && new TextDecoder().decode(value)))
    else if (message.type === 'ErrorResponse') refused = message.fields
  })
  if (refused) throw new Error(reportText(refused, sql))
  if (!client.isOpen) throw new Error('server closed the connection unexpectedly')
  answer.rowCount = answer.rows.length
  return answer
}

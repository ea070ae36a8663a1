/** `setup.sql`, which the superuser executes before a program begins: if it fails, that is an error of the file, and the program is not run. */
import type { RunResult } from '../messages/run.ts'
import type { Postmaster } from '../postgres/server/postmaster.ts'
import { RefusedError, runAsSuperuser } from '../postgres/server/superuser.ts'
import { reportText } from '../sql/report.ts'
import { Scanner } from '../sql/scanner.ts'
import type { Recording } from './recording.ts'

const FILE = 'setup.sql'
/** As psql ends after an error in a file. */
const EXIT_STATUS = 3

/** What went wrong, if something did. The server goes on. */
export async function setUp(postmaster: Postmaster, sql: string): Promise<RefusedError | null> {
  try {
    await runAsSuperuser(postmaster, 'lab', sql, FILE)
    return null
  } catch (error) {
    if (error instanceof RefusedError) return error
    throw error
  }
}

/** How a run ends whose program has not begun. */
export function failedSetup(recording: Recording, sql: string, { fields, executed }: RefusedError): RunResult {
  const line = fields.position ? lineAt(sql, Number(fields.position) - 1) : lineOfStatement(sql, executed)
  recording.output('stderr', `${FILE}:${line}: ${reportText(fields, sql)}`)
  return recording.result({ exitStatus: EXIT_STATUS, exception: { type: `an error in ${FILE}`, message: fields.message } })
}

/** `characters` before it. */
const lineAt = (sql: string, characters: number) => [...sql].slice(0, characters).filter((character) => character === '\n').length + 1

/** Where a statement begins that has so many before it. An error that comes while a statement is executed has no place of its own. */
export function lineOfStatement(sql: string, before: number): number {
  let end = 0
  let begin = 0
  // PostgreSQL says nothing of empty statements
  const statements = [...new Scanner().push(`${sql}\n;`)].filter(({ kind }) => kind === 'statement') as { text: string }[]
  for (const { text } of statements.filter(({ text }) => text.trim() !== ';').slice(0, before + 1)) {
    const shown = text.replace(/\s*;$/, '')
    begin = Math.max(sql.indexOf(shown, end), end)
    end = begin + shown.length
  }
  return sql.slice(0, begin).split('\n').length
}

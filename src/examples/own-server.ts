/** What a reader needs to run an example on a server of their own: two lines, and the files that they use. Pure. */
import type { Example } from './schema.ts'

/** The first as the superuser, the second as any user. */
export const OWN_SERVER_LINES = [
  'psql -h localhost -U postgres -f prepare.sql',
  'PGHOST=localhost PGUSER=reader PGPASSWORD=reader PGDATABASE=lab python3 main.py',
] as const

const prepare = (hasSetup: boolean) => `-- Makes the role and the database that main.py uses${hasSetup ? ', and runs setup.sql in it' : ''}.
-- It stops if there is a database lab: it might be yours. If it is of another example: DROP DATABASE lab;
\\set ON_ERROR_STOP on
SELECT 'CREATE ROLE reader LOGIN PASSWORD ''reader''' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') \\gexec
CREATE DATABASE lab OWNER reader;
${hasSetup ? '\\connect lab\n\\ir setup.sql\n' : ''}`

const readme = (title: string, recordedWith: string) => `${title}

On a server of your own, with psycopg2 installed (pip install psycopg2-binary):

${OWN_SERVER_LINES.map((line) => `    ${line}`).join('\n')}

Recorded with ${recordedWith}.
That server had the time zone UTC, the locale C.UTF-8, max_connections = 20 and max_prepared_transactions = 10,
and the superuser postgres had the password postgres. With others a program may print something else.
`

/** By their names. `recordedWith` says the versions. */
export function ownServerFiles({ title, code, setup }: Pick<Example, 'title' | 'code' | 'setup'>, recordedWith: string) {
  const files = new Map([['main.py', code]])
  if (setup !== null) files.set('setup.sql', setup)
  return files.set('prepare.sql', prepare(setup !== null)).set('README.txt', readme(title, recordedWith))
}

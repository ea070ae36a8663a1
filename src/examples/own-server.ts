/** What a reader needs to run a program on a server of their own: two lines, and the files that they use. Pure. */
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

const recorded = (versions: string) => `
Recorded with ${versions}.
That server had the time zone UTC, the locale C.UTF-8, max_connections = 20 and max_prepared_transactions = 10,
and the superuser postgres had the password postgres. With others a program may print something else.
`

const readme = (title: string, install: readonly string[]) => `${title}

On a server of your own, with ${install.length > 1 ? 'these packages' : 'psycopg2'} installed (pip install ${install.join(' ')}):

${OWN_SERVER_LINES.map((line) => `    ${line}`).join('\n')}
`

/** What may be said besides. */
interface More {
  /** The versions that it was recorded with. */
  readonly recordedWith?: string
  /** What the program has in its folder. */
  readonly files?: ReadonlyMap<string, string>
  /** Packages besides psycopg2, as pip takes them. */
  readonly packages?: readonly string[]
}

/** By their names. */
export function ownServerFiles(
  { title, code, setup }: Pick<Example, 'title' | 'code' | 'setup'>,
  { recordedWith, files = new Map(), packages = [] }: More,
): Map<string, string> {
  const all = new Map([['main.py', code], ...files])
  if (setup !== null) all.set('setup.sql', setup)
  return all
    .set('prepare.sql', prepare(setup !== null))
    .set('README.txt', readme(title, ['psycopg2-binary', ...packages]) + (recordedWith === undefined ? '' : recorded(recordedWith)))
}

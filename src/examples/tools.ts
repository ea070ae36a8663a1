/**
 * What a recording needs beside psycopg2: its topic's `requirements.txt` names what pip installs, its own `pgbouncer.ini` the pooler that
 * stands before the server. Both say exactly which version, as what they do is what the page tells.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface Tools {
  /** The file for pip; null if psycopg2 alone will do. */
  readonly requirements: string | null
  /** PgBouncer's settings; null if there is no pooler. */
  readonly pooler: string | null
  /** Such as `psycopg2 2.9.13`, in the order in which they are named. */
  readonly versions: readonly string[]
}

const NAMES: Readonly<Record<string, string>> = {
  'psycopg2-binary': 'psycopg2',
  'psycopg[binary]': 'psycopg',
  sqlalchemy: 'SQLAlchemy',
  django: 'Django',
}

export function toolsOf(folder: string): Tools {
  const requirements = existing(path.join(folder, '../requirements.txt'))
  const pooler = existing(path.join(folder, 'pgbouncer.ini'))
  const packages = requirements ? Array.from(readFileSync(requirements, 'utf8').matchAll(/^(.+)==(.+)$/gm)) : []
  return {
    requirements,
    pooler,
    versions: [
      ...packages.map(([, name, version]) => `${NAMES[name!] ?? name} ${version}`),
      ...(pooler ? [`PgBouncer ${poolerVersion(pooler)}`] : []),
    ],
  }
}

/** The first line of its settings is `; PgBouncer VERSION`. */
export function poolerVersion(file: string): string {
  const version = /^; PgBouncer (\S+)\n/.exec(readFileSync(file, 'utf8'))?.[1]
  if (!version) throw new Error(`${file}: the first line has to say which version it is for, as in "; PgBouncer 1.18.0".`)
  return version
}

const existing = (file: string): string | null => (existsSync(file) ? file : null)

/** The classes of psycopg2's SQLSTATEs, from the table that the driver has of them; read when the site is built. */
import { readFileSync } from 'node:fs'
import type { SqlstateClass } from './match.ts'

const file = 'src/python/psycopg2/_errors/sqlstates.py'

export function sqlstateClasses(): SqlstateClass[] {
  const rows = Array.from(
    readFileSync(file, 'utf8').matchAll(/^ {4}"(?<code>[0-9A-Z]{5})": \("(?<name>\w+)", "(?<base>\w+)"\),$/gm),
    ({ groups }) => [groups!.code!, groups!.name!, groups!.base!] as const,
  )
  if (rows.length === 0) throw new Error(`${file}: no SQLSTATE was found in it. Has its form changed?`)
  return rows
}

/** What the SQLSTATEs that begin with two characters are about, in PostgreSQL's words; its manual has them in appendix A. */
export const families: Readonly<Record<string, string>> = {
  '00': 'successful completion',
  '01': 'warning',
  '02': 'no data',
  '03': 'SQL statement not yet complete',
  '08': 'connection exception',
  '09': 'triggered action exception',
  '0A': 'feature not supported',
  '0B': 'invalid transaction initiation',
  '0F': 'locator exception',
  '0L': 'invalid grantor',
  '0P': 'invalid role specification',
  '0Z': 'diagnostics exception',
  '10': 'XQuery error',
  '20': 'case not found',
  '21': 'cardinality violation',
  '22': 'data exception',
  '23': 'integrity constraint violation',
  '24': 'invalid cursor state',
  '25': 'invalid transaction state',
  '26': 'invalid SQL statement name',
  '27': 'triggered data change violation',
  '28': 'invalid authorization specification',
  '2B': 'dependent privilege descriptors still exist',
  '2D': 'invalid transaction termination',
  '2F': 'SQL routine exception',
  '34': 'invalid cursor name',
  '38': 'external routine exception',
  '39': 'external routine invocation exception',
  '3B': 'savepoint exception',
  '3D': 'invalid catalog name',
  '3F': 'invalid schema name',
  '40': 'transaction rollback',
  '42': 'syntax error or access rule violation',
  '44': 'WITH CHECK OPTION violation',
  '53': 'insufficient resources',
  '54': 'program limit exceeded',
  '55': 'object not in prerequisite state',
  '57': 'operator intervention',
  '58': 'system error, outside PostgreSQL itself',
  '72': 'snapshot failure',
  F0: 'configuration file error',
  HV: 'foreign data wrapper error',
  P0: 'PL/pgSQL error',
  XX: 'internal error',
}

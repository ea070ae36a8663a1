/** What the driver and PostgreSQL tell the editor about themselves. */
import { beforeAll, describe, expect, test } from 'vitest'
import { describe as ask } from '../../../src/integrations/known-names/index.ts'
import type { KnownNames } from '../../../src/live/editor/names.ts'

let known: KnownNames
beforeAll(async () => {
  known = await ask()
})

describe('of psycopg2', () => {
  test('a function has its parameters, its text and what it gives', () => {
    expect(known.modules['psycopg2']!['connect']).toEqual({
      kind: 'function',
      signature: '(dsn=None, connection_factory=None, cursor_factory=None, **kwargs) -> connection',
      doc: expect.stringMatching(/^Connect to a database/),
      type: 'psycopg2.extensions.connection',
    })
  })

  test('an object has what its class and its bases define, with types', () => {
    const { connection, cursor } = Object.fromEntries(
      ['connection', 'cursor'].map((name) => [name, known.classes[`psycopg2.extensions.${name}`]!.members]),
    ) as Record<'connection' | 'cursor', Record<string, object>>
    expect(connection['cursor']).toMatchObject({ kind: 'function', type: 'psycopg2.extensions.cursor' })
    expect(connection['info']).toMatchObject({ kind: 'property', type: 'psycopg2.extensions.ConnectionInfo' })
    expect(Object.keys(connection)).not.toContain('OperationalError')
    expect(cursor['execute']).toMatchObject({ signature: '(query, vars=None)' })
    expect(known.classes['psycopg2.extras.DictCursor']!.bases).toContain('psycopg2.extensions.cursor')
    expect(known.classes['psycopg2.Error']!.members['diag']).toMatchObject({ type: 'psycopg2.extensions.Diagnostics' })
  })

  test('every type that is named is described, and nothing but text and types is told', () => {
    const all = [...Object.values(known.modules), ...Object.values(known.classes).map(({ members }) => members)].flatMap(Object.values)
    expect(all.length).toBeGreaterThan(600)
    for (const { type } of all) if (type !== undefined) expect(Object.keys(known.classes)).toContain(type)
    expect(JSON.stringify(known)).not.toMatch(/ object at 0x/)
  })

  test('each SQLSTATE has its class, with its bases', () => {
    expect(Object.keys(known.errors).length).toBeGreaterThan(200)
    expect(known.errors['QueryCanceled']).toEqual({
      sqlstate: '57014',
      bases: expect.arrayContaining(['psycopg2.OperationalError', 'psycopg2.Error']),
    })
  })
})

test('PostgreSQL describes its settings', () => {
  expect(known.settings.length).toBeGreaterThan(300)
  const { doc, ...rest } = known.settings.find(({ name }) => name === 'statement_timeout')!
  expect(rest).toEqual({
    name: 'statement_timeout',
    type: 'integer',
    unit: 'ms',
    default: '0',
    context: 'user',
    more: '0 disables the timeout.',
  })
  expect(doc).toMatch(/^Sets the maximum allowed duration of any statement/)
  expect(known.settings.some(({ values }) => values?.includes('read committed'))).toBe(true)
})

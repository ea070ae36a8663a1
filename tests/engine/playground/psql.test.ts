/**
 * psql in a page prints what psql prints. `transcript.txt` was recorded from psql 15 against this server:
 * `npm run lab -- serve --port 5544` and `psql -X postgresql://reader:reader@127.0.0.1:5544/lab < transcript.sql`, both outputs in one.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { Psql } from '../../../src/playground/psql/psql.ts'
import { connectTo } from './engine-clients.ts'

const engine = await createEngine()
const connect = connectTo(engine)
const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8')

let printed: string
let psql: Psql
beforeEach(async () => {
  await engine.reset()
  printed = ''
  psql = new Psql({
    connect,
    print: (text) => {
      printed += text
    },
    changed: () => {},
    quit: () => {},
    file: (name) => (name === 'setup.sql' ? 'create table made (n int);\ninsert into made values (1)' : null),
  })
})

const enter = async (...lines: string[]) => {
  printed = ''
  for (const line of lines) await psql.enter(line)
  return printed
}

test('tables, errors, notices, notifications and tags are as psql has them', async () => {
  const lines = read('transcript.sql').trimEnd().split('\n')
  // What psql says to people only
  expect((await enter(...lines)).replace('Try \\? for help.\n', '')).toBe(read('transcript.txt'))
})

test('the prompt shows the transaction, and what is open', async () => {
  const prompts: string[] = []
  for (const line of [
    '',
    'begin;',
    'select',
    '(1,',
    "'it",
    "is');",
    'select 1/0;',
    'select "',
    '";',
    'rollback;',
    'select $$',
    '$$; /*',
    '*/',
    '\\r',
    '-- nothing',
  ]) {
    await psql.enter(line)
    prompts.push(psql.prompt)
  }
  expect(prompts).toEqual([
    'lab=> ',
    'lab=*> ',
    'lab-*> ',
    'lab(*> ',
    "lab'*> ",
    'lab=*> ',
    'lab=!> ',
    'lab"!> ',
    'lab=!> ',
    'lab=> ',
    'lab$> ',
    'lab*> ',
    'lab-> ',
    'lab=> ',
    'lab=> ',
  ])
})

test('a session that is ended is lost, and the next statement opens another', async () => {
  await enter('select 1;')
  await engine.suffer('restart')
  while (psql.prompt !== 'lab!> ') await new Promise((resolve) => setImmediate(resolve))
  expect(printed).toContain('FATAL:  terminating connection due to administrator command')
  expect(await enter('select 2 as two;')).toMatch(/^The connection to the server was lost. Attempting reset: Succeeded.\n/)
  expect(printed).toMatch(/ two \n-----\n {3}2\n/)
  expect(await enter('select 3 as three;')).not.toContain('lost')
})

test('where all places are taken, it takes one that is kept for superusers', async () => {
  const others = Array.from({ length: 17 }, () => new Psql({ connect, print() {}, changed() {}, quit() {}, file: () => null }))
  for (const other of others) await other.enter('select 1;')
  expect(await enter('select current_user;')).toContain('All places are taken. Three are kept for superusers: connected as postgres.')
  expect(printed).toContain(' postgres\n')
  expect(psql.prompt).toBe('lab=# ')
  for (const other of others) other.close()
})

describe('backslash commands', () => {
  test('\\i executes a file of the program', async () => {
    expect(await enter('\\i setup.sql', '\\i nosuch.sql')).toBe('CREATE TABLE\nINSERT 0 1\nnosuch.sql: No such file or directory\n')
  })

  test('\\c, \\conninfo, \\timing, \\q and \\?', async () => {
    expect(await enter('\\c - postgres')).toBe('You are now connected to database "lab" as user "postgres".\n')
    expect(psql.prompt).toBe('lab=# ')
    expect(await enter('\\conninfo')).toMatch(/ Database +\| lab\n Client User +\| postgres\n/)
    expect(await enter('\\c nosuch')).toContain('FATAL:  database "nosuch" does not exist\nPrevious connection kept')
    expect(await enter('\\timing', 'select 1;')).toMatch(/Time: [\d.]+ ms\n$/)
    expect(await enter('\\q')).toBe('The session is closed. The next statement opens another.\n')
    expect(await enter('\\?')).toContain('\\conninfo')
  })

  test('\\errverbose has the SQLSTATE', async () => {
    expect(await enter('select 1/0;', '\\errverbose')).toContain('ERROR:  22012: division by zero\nLOCATION:  int4div')
  })

  test('those that describe print what psql does', async () => {
    await enter('create table fruit (id int primary key, name text not null);')
    expect(await enter('\\d fruit')).toBe(`               Table "public.fruit"
 Column |  Type   | Collation | Nullable | Default
--------+---------+-----------+----------+---------
 id     | integer |           | not null |
 name   | text    |           | not null |
Indexes:
    "fruit_pkey" PRIMARY KEY, btree (id)

`)
    expect(await enter('\\dt')).toMatch(
      / List of tables\n Schema \| Name +\| Type +\| Owner\n[-+]+\n public \| fruit \| table \| reader\n\(1 row\)\n/,
    )
    expect(await enter('\\d nosuch')).toBe('Did not find any relation named "nosuch".\n')
    for (const command of ['\\du', '\\dn', '\\l', '\\di']) expect(await enter(command), command).toMatch(/List of/)
  })
})

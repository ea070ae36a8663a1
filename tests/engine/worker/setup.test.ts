/** What the superuser executes before a program begins. In real time its session yields while it starts, and the query is sent then. */
import { expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'

const engine = await createEngine()
const run = (setup: string) => engine.run({ code: 'print("begun")', fileName: 'main.py', setup, clock: 'real' })

test.each([
  ['while it is executed', '-- two\n\ncreate table t ();\n;\nselect\n  1 / 0;\nselect 2', 'setup.sql:5: ERROR:  division by zero\n'],
  [
    'as its names are looked up',
    'create table t ();\nselect *\n  from nosuch;\n',
    'setup.sql:3: ERROR:  relation "nosuch" does not exist\nLINE 3:   from nosuch;\n               ^\n',
  ],
  ['as it is read', 'select 1;\nselekt 2;', 'setup.sql:2: ERROR:  syntax error at or near "selekt"\nLINE 2: selekt 2;\n        ^\n'],
  [
    'in a function',
    "do $$ begin\n  perform 1;\n  raise 'a; b' using hint = 'no';\nend $$;",
    'setup.sql:1: ERROR:  a; b\nHINT:  no\nCONTEXT:  PL/pgSQL function inline_code_block line 3 at RAISE\n',
  ],
])(
  'a set-up that fails %s is told as the error of its line, the program does not begin, and the engine goes on',
  async (_when, setup, stderr) => {
    expect(await run(setup)).toMatchObject({ stdout: '', stderr, exitStatus: 3, exception: { type: 'an error in setup.sql' } })
    expect(engine.broken).toBe(false)
    expect(await run('create table t ()')).toMatchObject({ stdout: 'begun\n', stderr: '' })
    await engine.reset()
  },
)

test('a program after a set-up that failed finds nothing of it: PostgreSQL has taken back the whole file', async () => {
  await run('create table t ();\nselect 1 / 0')
  expect(await run('create table t ()')).toMatchObject({ stdout: 'begun\n', stderr: '' })
  await engine.reset()
})

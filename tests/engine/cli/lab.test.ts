/** The command line: what goes in by options and comes out as output and exit status. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lab-'))
  writeFileSync(path.join(folder, 'helper.py'), 'WORD = "imported"\n')
  writeFileSync(
    path.join(folder, 'setup.sql'),
    "create table word (w text); insert into word values ('set up'); grant select on word to reader",
  )
  writeFileSync(
    path.join(folder, 'main.py'),
    `import os, sys, time
import psycopg2
from helper import WORD
print(sys.argv[1:], os.environ["COLOUR"], time.tzname, sorted(os.listdir(".")), WORD)
cursor = psycopg2.connect("").cursor()
cursor.execute("select w from word")
print(cursor.fetchone()[0])
print("to stderr", file=sys.stderr)
sys.exit(3)
`,
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const lab = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, ['src/cli/lab.ts', ...args], { encoding: 'utf8', input, timeout: 60_000 })

describe('lab run', () => {
  test('gives the program its arguments, environment, folder and set-up, and ends as it does', () => {
    const run = lab([
      'run',
      '--clock=fast',
      '--env',
      'COLOUR=blue',
      '--env',
      'TZ=Europe/Berlin',
      '--mount',
      folder,
      path.join(folder, 'main.py'),
      'one',
      '--env',
    ])
    expect(run.stdout).toBe("['one', '--env'] blue ('CET', 'CEST') ['helper.py', 'main.py', 'setup.sql'] imported\nset up\n")
    expect(run.stderr).toBe('to stderr\n')
    expect(run.status).toBe(3)
  })

  test('passes on all that was printed, however much it is', () => {
    const file = path.join(folder, 'much.py')
    writeFileSync(file, 'print("x" * 190_000)')
    expect(lab(['run', file]).stdout).toHaveLength(190_001)
  })

  test('is interrupted by Ctrl+C as Python is', async () => {
    const file = path.join(folder, 'endless.py')
    const code = ['try:', '    print("begun")', '    cursor.execute("select pg_sleep(60)")', 'finally:', '    print("cleaned up")']
    writeFileSync(file, ['import psycopg2', 'cursor = psycopg2.connect("").cursor()', ...code, ''].join('\n'))
    const child = spawn(process.execPath, ['src/cli/lab.ts', 'run', file], { stdio: ['ignore', 'pipe', 'pipe'] })
    const written = { stdout: '', stderr: '' }
    child.stderr.on('data', (text) => {
      written.stderr += text
    })
    child.stdout.on('data', (text) => {
      if (!written.stdout) child.kill('SIGINT')
      written.stdout += text
    })
    const [status] = await once(child, 'close')
    expect([written.stdout, status]).toEqual(['begun\ncleaned up\n', 130])
    expect(written.stderr).toMatch(/KeyboardInterrupt\n$/)
  })

  test('says what Python says about a file that is not there', () => {
    const run = lab(['run', path.join(folder, 'nosuch.py')])
    expect(run.stderr).toBe(`python3: can't open file '${path.join(folder, 'nosuch.py')}': [Errno 2] No such file or directory\n`)
    expect(run.status).toBe(2)
  })

  test.each([
    [[], 'Which command?'],
    [['walk'], 'There is no command walk.'],
    [['run'], 'Which file is to be run?'],
    [['run', '--clock', 'slow', 'x.py'], '--clock is real or fast, not slow.'],
  ])('%j is answered with what is wrong, and the usage', (args, complaint) => {
    const run = lab(args)
    expect(run.stderr).toContain(complaint)
    expect(run.stderr).toContain('Usage:')
    expect(run.status).toBe(2)
  })
})

test('lab psql executes statements until the input ends', () => {
  const run = lab(['psql'], "select 1 as one,\n 'x' as word;\nselect 1/0;\ncreate table t (i int);\n")
  expect(run.stdout).toBe(' one | word\n-----+------\n   1 | x\n(1 row)\n\nCREATE TABLE\n')
  expect(run.stderr).toBe('ERROR:  division by zero\n')
  expect(run.status).toBe(0)
})

test('lab psql executes what it was given by an input that ended meanwhile', () => {
  const run = lab(['psql'], 'select pg_sleep(0.3) is null as slept;\nselect 2 as two;\n')
  expect(run.stdout).toBe(' slept\n-------\n f\n(1 row)\n\n two\n-----\n   2\n(1 row)\n\n')
  expect(run.stderr).toBe('')
})

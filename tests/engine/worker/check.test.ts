/** The check of an exercise: a program that is run after the reader's, and judges it. */
import { describe, expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import type { RunListener } from '../../../src/worker/recording.ts'

const CONNECT = 'import psycopg2\nconn = psycopg2.connect("dbname=lab user=reader")\ncur = conn.cursor()\n'

describe.each([
  ['waits suspend', true],
  ['waits block', false],
])('where %s', async (_where, suspends) => {
  const engine = await createEngine({ suspends })
  const check = async (code: string, check: string, listener: RunListener = {}) => {
    const result = await engine.run(
      { code, fileName: 'main.py', setup: 'create table t (n int); grant all on t to reader', clock: 'fast', check },
      listener,
    )
    await engine.reset()
    return result
  }

  test('one that raises nothing has passed, and leaves no trace in the run', async () => {
    const kinds: string[] = []
    const event = ({ kind }: { kind: string }) => void kinds.push(kind)
    const { judgement, stdout, events } = await check('print("mine")', `${CONNECT}print("not yours")`, { event })
    expect(judgement).toEqual({ tag: 'passed' })
    expect(stdout).toBe('mine\n')
    expect(events.map(({ kind }) => kind)).toEqual(['output'])
    expect(kinds).toEqual(['output'])
  })

  test('it sees what happened, and what has been committed', async () => {
    const insert = `${CONNECT}cur.execute("INSERT INTO t VALUES (1)")\n`
    const rows =
      'from runtime.attempt import *\nexpect(calls("cursor.execute"), "no call")\nexpect(rows("SELECT n FROM t") == [(1,)], "no row")'
    expect((await check(`${insert}conn.commit()`, rows)).judgement).toEqual({ tag: 'passed' })
    expect((await check(insert, rows)).judgement).toEqual({ tag: 'wrong', words: 'no row' })
    expect((await check('', rows)).judgement).toEqual({ tag: 'wrong', words: 'no call' })
  })

  test.each([
    ['raises', '1 / 0', 'ZeroDivisionError: division by zero'],
    ['is no Python', 'if', /^SyntaxError: /],
    ['waits for ever', 'import threading\nthreading.Lock().acquire()\nl = threading.Lock()\nl.acquire()\nl.acquire()', /^WaitsForEver: /],
    ['exits', 'import sys\nsys.exit(3)', 'exit status 3'],
  ])('one that %s is told as broken', async (_how, code, words) => {
    const { judgement } = await check('print(1)', code)
    expect(judgement).toEqual({ tag: 'broken', words: typeof words === 'string' ? words : expect.stringMatching(words) })
  })

  test('a program that fails is judged all the same; how it ended is known', async () => {
    const end = 'from runtime.attempt import *\nexpect_good_end()'
    expect((await check('1 / 0', end)).judgement).toEqual({ tag: 'wrong', words: 'Your program has ended with ZeroDivisionError.' })
    expect((await check('raise SystemExit(2)', end)).judgement).toEqual({ tag: 'wrong', words: 'Your program has exited with status 2.' })
  })

  test('a program that did more than is kept is not judged by a part of it', async () => {
    const { judgement } = await check('import time\nfor _ in range(6000): time.sleep(0.001)', 'from runtime.attempt import *')
    expect(judgement).toEqual({ tag: 'wrong', words: 'Your program did more than can be followed. Let it do less.' })
  })

  test('what was interrupted is not judged', async () => {
    const { judgement, exception } = await check('print(1)\nwhile True: pass', '', { output: () => engine.interrupt() })
    expect(exception?.type).toBe('KeyboardInterrupt')
    expect(judgement).toBeUndefined()
  })

  test('without a check there is no judgement', async () => {
    const result = await engine.run({ code: '', fileName: 'main.py', setup: null, clock: 'fast' })
    await engine.reset()
    expect(result).not.toHaveProperty('judgement')
  })
})

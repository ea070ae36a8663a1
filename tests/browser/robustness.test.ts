/** A reader cannot break the page: Stop always works, at once; what a program does ends nothing but itself; what fails says so. */
import { describe, expect, test } from 'vitest'
import { example, type Live, open, openOnce, part, reach, runToEnd, server, setCode } from './site.ts'

const STOP_MS = 300
const id = 'session-timeouts/statement-timeout'

const endless = {
  'a Python loop': 'print("begun", flush=True)\nwhile True:\n    pass\n',
  'a query': [
    'import psycopg2',
    'cur = psycopg2.connect("dbname=lab user=reader").cursor()',
    'print("begun", flush=True)',
    'cur.execute("DO $$ BEGIN LOOP END LOOP; END $$")',
  ].join('\n'),
  'a sleep': 'import time\nprint("begun", flush=True)\ntime.sleep(3600)\n',
  'a flood of output': 'print("begun", flush=True)\nwhile True:\n    print("more and more")\n',
}

const page = openOnce('timeouts/after-the-cancellation/')

test('Stop while still loading, and running again', async () => {
  const element = example(page(), id)
  await setCode(element, 'print("here")')
  await part(element, 'run').click()
  await part(element, 'stop').click()
  expect(await reach(element, 'stopped')).toBe('stopped')
  expect(await runToEnd(element)).toBe('here\n')
})

/** How deep stacks can be differs between browsers. First, as calls take up most where nothing has been optimised yet. */
describe('recursion without end', () => {
  test('in SQL it is 54001, and the session goes on', async () => {
    const element = example(page(), id)
    await setCode(
      element,
      `import psycopg2
conn = psycopg2.connect("dbname=lab user=postgres password=postgres")
conn.autocommit = True
cur = conn.cursor()
cur.execute("""
    create function plpgsql(n int) returns int language plpgsql as $$ begin return plpgsql(n + 1); end $$;
    create function sql(n int) returns int language sql as $$ select sql(n + 1) + 1 $$;
    create table t(a int);
    create function again() returns trigger language plpgsql as $$ begin insert into t values (1); return new; end $$;
    create trigger again before insert on t for each row execute function again()
""")
for statement in "select plpgsql(1)", "select sql(1)", "insert into t values (1)", f"select {'1 + ' * 1500}1":
    try:
        cur.execute(statement)
    except psycopg2.Error as error:
        print(error.pgcode)
cur.execute("select 'fine'")
print(cur.fetchone()[0])
`,
    )
    expect(await runToEnd(element)).toBe(`${'54001\n'.repeat(4)}fine\n`)
  })

  test('in Python it is RecursionError', async () => {
    const element = example(page(), id)
    await setCode(element, 'def f():\n    return f()\ntry:\n    f()\nexcept RecursionError as error:\n    print(type(error).__name__)\n')
    expect(await runToEnd(element)).toBe('RecursionError\n')
  })

  test('where a superuser lets it go on until the server crashes, connections are lost, and the next run has a server again', async () => {
    const element = example(page(), id)
    const code = `import psycopg2
conn, other = (psycopg2.connect("dbname=lab user=postgres password=postgres") for _ in range(2))
cur = conn.cursor()
cur.execute("set max_stack_depth = '7MB'")
cur.execute("create function f(n int) returns int language plpgsql as $$ begin return f(n + 1); end $$")
for statement in "select f(1)", "select 1":
    try:
        (cur if statement == "select f(1)" else other.cursor()).execute(statement)
    except psycopg2.Error as error:
        print(type(error).__name__, str(error).splitlines()[0])
print(conn.closed, other.closed)
`
    const lost = 'OperationalError server closed the connection unexpectedly\n'
    await setCode(element, code)
    expect(await runToEnd(element)).toBe(`${lost}${lost}2 2\n`)
    await setCode(element, 'import psycopg2\nprint(psycopg2.connect("dbname=lab user=reader").closed)')
    expect(await runToEnd(element)).toBe('0\n')
  })
})

describe('Stop', () => {
  test.each(Object.entries(endless))('ends %s at once, and the next run works', async (_what, code) => {
    const element = example(page(), id)
    await setCode(element, code)
    await part(element, 'run').click()
    await part(element, 'output').says('begun')
    const took = await part(element, 'stop').evaluate(async (button: HTMLButtonElement) => {
      const live = button.closest<Live>('live-example')!
      const begun = performance.now()
      const stopped = new Promise<void>((resolve) => live.addEventListener('live-state', () => live.state === 'stopped' && resolve()))
      button.click()
      await stopped
      return performance.now() - begun
    })
    expect(took).toBeLessThanOrEqual(STOP_MS)
    expect(await part(element, 'status').text()).toBe('Stopped')
    await setCode(element, 'print("again")')
    expect(await runToEnd(element)).toBe('again\n')
  })
})

describe('what a program may do', () => {
  test.each([
    ['exits', 'import sys\nprint("bye")\nsys.exit(3)', /^Exited with status 3 after/],
    ['recurses for ever', 'def f():\n    f()\nf()', /^Ended with RecursionError after/],
    ['imports what is not there', 'import nothing_of_the_kind', /^Ended with ModuleNotFoundError after/],
    ['is no Python', 'print(', /^Ended with SyntaxError after/],
    ['prints a lot', 'for i in range(100_000): print(i)', /^Finished in/],
  ])('a program that %s ends with a result', async (_what, code, status) => {
    const element = example(page(), id)
    await setCode(element, code)
    const output = await runToEnd(element)
    expect(await part(element, 'status').text(), output.slice(-1000)).toMatch(status)
    expect(output.length).toBeLessThan(300_000)
    await setCode(element, 'print("still here")')
    expect(await runToEnd(element)).toBe('still here\n')
  })
})

test('a failed download says so, keeps the page, and trying again works', async () => {
  const element = example(await open('timeouts/after-the-cancellation/', { expectFailures: true }), id)
  const code = await part(element, 'code').text()
  await setCode(element, 'print("after all")')
  server.answers.lose = () => true
  await part(element, 'run').click()
  for (const lose of [(name: string) => name.endsWith('.wasm'), () => false]) {
    expect(await reach(element, 'failed', 'done')).toBe('failed')
    expect(await part(element, 'status').text()).toMatch(/^This did not work: .+/)
    // The recording stays where it was.
    expect(await part(element, 'output').text()).toContain('QueryCanceled')
    server.answers.lose = lose
    await part(element, 'retry').click()
  }
  expect(await reach(element, 'failed', 'done')).toBe('done')
  expect(await part(element, 'output').text()).toBe('after all\n')
  await part(element, 'reset').click()
  expect(await part(element, 'code').text()).toBe(code)
})

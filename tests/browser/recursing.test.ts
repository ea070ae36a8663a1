/** How deep stacks can be differs between browsers; recursion without end is refused in all of them, and ends nothing but its program. */
import { expect, test } from 'vitest'
import { example, openOnce, runToEnd, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'

const page = openOnce('session-timeouts/')

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

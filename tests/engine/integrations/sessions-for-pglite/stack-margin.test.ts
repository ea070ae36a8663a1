/** Recursion without end: PostgreSQL refuses it before the engine's own stack is full, and the session goes on. */
import { describe, expect, test } from 'vitest'
import { serverFor, WAYS } from '../../postgres/server.ts'

const TOO_DEEP = 'ERROR 54001: stack depth limit exceeded'
const N = 1500

/** What has to be there first, and what is too deep; with N as much as no program writes, and less than the parser has memory for. */
const DEEP: Readonly<Record<string, readonly [make: string, sql: string]>> = {
  'a function in SQL': ['create function f(n int) returns int language sql as $$ select f(n + 1) + 1 $$', 'select f(1)'],
  'a function in SQL, in FROM': [
    'create function f(n int) returns setof int language sql as $$ select x from f(n + 1) x $$',
    'select f(1)',
  ],
  'a function in PL/pgSQL': ['create function f(n int) returns int language plpgsql as $$ begin return f(n + 1); end $$', 'select f(1)'],
  'a function that catches errors': [
    `create function f(n int) returns int language plpgsql as $$
     begin return f(n + 1); exception when division_by_zero then return 0; end $$`,
    'select f(1)',
  ],
  'a procedure': ['create procedure p() language plpgsql as $$ begin call p(); end $$', 'call p()'],
  EXECUTE: ["create function f() returns void language plpgsql as $$ begin execute 'select f()'; end $$", 'select f()'],
  'a trigger': [
    `create table t(a int);
     create function f() returns trigger language plpgsql as $$ begin insert into t values (new.a + 1); return new; end $$;
     create trigger t before insert on t for each row execute function f()`,
    'insert into t values (1)',
  ],
  sums: ['', `select ${'1 + '.repeat(N)} 1`],
  calls: ['', `select ${'abs('.repeat(N)}1${')'.repeat(N)}`],
  concatenations: ['create table t as select 1 as a', `select ${"a || ' ' || ".repeat(N / 2)} '' from t`],
  'sub-selects': ['', `select ${'(select '.repeat(N / 2)}1${')'.repeat(N / 2)}`],
  unions: ['', `select 1 ${'union all select 1 '.repeat(N)}`],
  joins: ['create table t as select 1 as a', `select 1 from ${'t cross join '.repeat(N)} t`],
  JSON: ['', `select '${'['.repeat(N)}${']'.repeat(N)}'::json`],
  JSONB: ['', `select '${'{"a":'.repeat(N)}1${'}'.repeat(N)}'::jsonb`],
  LIKE: ['', `select repeat('a', ${N}) like '${'%a'.repeat(N)}'`],
  'text search': ['', `select '${'a & '.repeat(N)} a'::tsquery`],
}

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  test.each(Object.entries(DEEP))('%s', async (_what, [make, sql]) => {
    const session = await server.open().run(make || 'select 1', 'begin', 'savepoint s')
    expect(await session.query(sql)).toMatchObject({ error: TOO_DEEP, status: 'E' })
    await session.run('rollback to s')
    expect(await session.value('select 1')).toBe('1')
  })

  test('a regular expression', async () => {
    const session = server.open()
    expect(await session.error(`select 'a' ~ '${'('.repeat(N)}a${')'.repeat(N)}'`)).toBe(
      'ERROR 2201B: invalid regular expression: regular expression is too complex',
    )
    expect(await session.value("select 'aa' ~ '^(a){2}$'")).toBe('t')
  })

  test('whoever catches the error goes on', async () => {
    const session = await server.open().run(
      'create function f(n int) returns int language plpgsql as $$ begin return f(n + 1); end $$',
      'create table caught(what text)',
      `do $$ begin
         for i in 1..5 loop
           begin perform f(1); exception when statement_too_complex then insert into caught values (sqlerrm); end;
         end loop;
       end $$`,
    )
    expect(await session.rows('select distinct what, count(*) from caught group by what')).toEqual([['stack depth limit exceeded', '5']])
  })

  test('as deep as programs may want to be, with a wait at the bottom', async () => {
    const session = await server.open().run(
      `create function f(n int) returns int language plpgsql as $$
       begin if n = 0 then perform pg_sleep(1); return 0; end if; return f(n - 1) + 1; end $$`,
    )
    expect(await session.value('select f(150)')).toBe('150')
    expect(server.kinds(session)).toContain('wait-ended')
  })
})

describe('suspending', () => {
  const server = serverFor('suspending')

  test('several that are suspended deep down, while others go too deep', async () => {
    const holder = await server.open().run(
      'select pg_advisory_lock(1)',
      `create function f(n int) returns int language plpgsql as $$
       begin if n = 0 then perform pg_advisory_xact_lock_shared(1); return 0; end if; return f(n - 1) + 1; end $$`,
    )
    const waiters = Array.from({ length: 5 }, () => server.open())
    for (const [i, waiter] of waiters.entries()) waiter.start(`select f(${100 + i})`)
    const other = server.open()
    for (let i = 0; i < 3; i++) expect(await other.error('select f(-1)')).toBe(TOO_DEEP)
    await holder.run('select pg_advisory_unlock(1)')
    const values = await Array.fromAsync(waiters, async (waiter) => (await waiter.answer()).rows.flat())
    expect(values).toEqual([['100'], ['101'], ['102'], ['103'], ['104']])
  })
})

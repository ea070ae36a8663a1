/** Short programs of two or three sessions, in which something goes wrong at one level of isolation or another. */

export type Level = 'read committed' | 'repeatable read' | 'serializable'

export interface History {
  readonly name: string
  /** Before each run the tables `t (id, v)` and `c (id, parent)`, with the keys `id` and `parent` of `t`, hold what this says. */
  readonly t: Readonly<Record<number, number>>
  /** Steps by session; BEGIN goes with the first. `$read` is the first value that its session has read last. */
  readonly sessions: readonly (readonly string[])[]
  /** All, unless said otherwise. */
  readonly levels?: readonly Level[]
}

export const LEVELS: readonly Level[] = ['read committed', 'repeatable read', 'serializable']

const SELECT = 'select v from t where id = 1'
const SUM = 'select sum(v) from t'

export const HISTORIES: readonly History[] = [
  {
    name: 'dirty read: what is rolled back',
    t: { 1: 10 },
    sessions: [
      ['update t set v = 20 where id = 1', 'rollback'],
      [SELECT, SELECT, 'commit'],
    ],
  },
  {
    name: 'dirty read: what is overwritten',
    t: { 1: 10 },
    sessions: [
      ['update t set v = 20 where id = 1', 'update t set v = 30 where id = 1', 'commit'],
      [SELECT, SELECT, 'commit'],
    ],
  },
  {
    name: 'dirty write',
    t: { 1: 10, 2: 20 },
    sessions: [
      ['update t set v = 11 where id = 1', 'update t set v = 21 where id = 2', 'commit'],
      ['update t set v = 12 where id = 1', 'update t set v = 22 where id = 2', 'commit'],
    ],
  },
  {
    name: 'non-repeatable read',
    t: { 1: 10 },
    sessions: [
      [SELECT, SELECT, 'commit'],
      ['update t set v = 20 where id = 1', 'commit'],
    ],
  },
  {
    name: 'read skew',
    t: { 1: 10, 2: 20 },
    sessions: [
      [SELECT, 'select v from t where id = 2', 'commit'],
      ['update t set v = v - 5 where id = 1', 'update t set v = v + 5 where id = 2', 'commit'],
    ],
  },
  {
    name: 'phantom',
    t: { 1: 10 },
    sessions: [
      ['select count(*) from t where v > 5', 'select count(*) from t where v > 5', 'commit'],
      ['insert into t values (2, 20)', 'delete from t where id = 1', 'commit'],
    ],
  },
  {
    name: 'lost update: read, then written',
    t: { 1: 10 },
    sessions: [
      [SELECT, 'update t set v = $read + 1 where id = 1', 'commit'],
      [SELECT, 'update t set v = $read + 2 where id = 1', 'commit'],
    ],
  },
  {
    name: 'lost update: in place',
    t: { 1: 10 },
    sessions: [
      ['update t set v = v + 1 where id = 1', 'commit'],
      ['update t set v = v + 2 where id = 1', 'commit'],
      [SELECT, 'commit'],
    ],
  },
  {
    name: 'lost update: prevented by a lock',
    t: { 1: 10 },
    sessions: [
      [`${SELECT} for update`, 'update t set v = $read + 1 where id = 1', 'commit'],
      [`${SELECT} for update`, 'update t set v = $read + 2 where id = 1', 'commit'],
    ],
  },
  {
    name: 'an update whose condition comes true or false while it waits',
    t: { 1: 10, 2: 20 },
    sessions: [
      ['update t set v = 30 - v', 'commit'],
      ['update t set v = v + 1 where v = 10', 'commit'],
      ['delete from t where v = 20', 'commit'],
    ],
  },
  {
    name: 'write skew',
    t: { 1: 1, 2: 1 },
    sessions: [
      [SUM, 'update t set v = 0 where id = 1 and $read > 1', 'commit'],
      [SUM, 'update t set v = 0 where id = 2 and $read > 1', 'commit'],
    ],
  },
  {
    name: 'write skew by phantoms',
    t: {},
    sessions: [
      ['select count(*) from t', 'insert into t values (1, $read)', 'commit'],
      ['select count(*) from t', 'insert into t values (2, $read)', 'commit'],
    ],
  },
  {
    name: 'write skew, prevented by locks',
    t: { 1: 1, 2: 1 },
    sessions: [
      ['select sum(v) from (select v from t order by id for update) locked', 'update t set v = 0 where id = 1 and $read > 1', 'commit'],
      ['select sum(v) from (select v from t order by id for update) locked', 'update t set v = 0 where id = 2 and $read > 1', 'commit'],
    ],
  },
  {
    name: 'read-only anomaly',
    t: { 1: 0, 2: 0 },
    sessions: [
      [SUM, 'update t set v = -10 - ($read < 10)::int where id = 1', 'commit'],
      ['update t set v = v + 20 where id = 2', 'commit'],
      [SUM, 'commit'],
    ],
  },
  {
    name: 'read-only anomaly, prevented by waiting for a safe snapshot',
    t: { 1: 0, 2: 0 },
    levels: ['serializable'],
    sessions: [
      [SUM, 'update t set v = -10 - ($read < 10)::int where id = 1', 'commit'],
      ['update t set v = v + 20 where id = 2', 'commit'],
      [`begin isolation level serializable read only deferrable; ${SUM}`, 'commit'],
    ],
  },
  {
    name: 'deadlock',
    t: { 1: 10, 2: 20 },
    sessions: [
      ['update t set v = 11 where id = 1', 'update t set v = 21 where id = 2', 'commit'],
      ['update t set v = 22 where id = 2', 'update t set v = 12 where id = 1', 'commit'],
    ],
  },
  {
    name: 'deadlock of three',
    t: { 1: 10, 2: 20, 3: 30 },
    levels: ['read committed'],
    sessions: [
      ['select from t where id = 1 for update', 'select from t where id = 2 for update', 'commit'],
      ['select from t where id = 2 for update', 'select from t where id = 3 for update', 'commit'],
      ['select from t where id = 3 for update', 'select from t where id = 1 for update', 'commit'],
    ],
  },
  {
    name: 'deadlock by a stronger lock',
    t: { 1: 10 },
    sessions: [
      ['select v from t where id = 1 for share', 'update t set v = v + 1 where id = 1', 'commit'],
      ['select v from t where id = 1 for share', 'update t set v = v + 2 where id = 1', 'commit'],
    ],
  },
  {
    name: 'unique key: inserted twice',
    t: {},
    sessions: [
      ['insert into t values (1, 10)', 'commit'],
      ['insert into t values (1, 20)', SELECT, 'commit'],
    ],
  },
  {
    name: 'unique key: inserted, and taken back',
    t: {},
    sessions: [
      ['insert into t values (1, 10)', 'rollback'],
      ['insert into t values (1, 20)', SELECT, 'commit'],
    ],
  },
  {
    name: 'unique key: inserted, or updated',
    t: {},
    sessions: [
      ['insert into t values (1, 10)', 'commit'],
      ['insert into t values (1, 20) on conflict (id) do update set v = t.v + 1', SELECT, 'commit'],
    ],
  },
  {
    name: 'foreign key',
    t: { 1: 10 },
    sessions: [
      ['insert into c values (1, 1)', 'commit'],
      ['delete from t where id = 1', 'commit'],
    ],
  },
  {
    name: 'savepoint: a lock that is given back',
    t: { 1: 10 },
    sessions: [
      ['select from t where id = 2', 'savepoint s', 'update t set v = 11 where id = 1', 'rollback to s', 'commit'],
      ['update t set v = v + 2 where id = 1', 'commit'],
    ],
  },
  {
    name: 'rows that are locked are skipped, or an error',
    t: { 1: 10, 2: 20 },
    sessions: [
      [`${SELECT} for update`, 'commit'],
      ['select v from t order by id for update skip locked limit 1', 'commit'],
      ['select v from t where id = 2 for share nowait', 'commit'],
    ],
  },
  {
    name: 'queue for a table',
    t: { 1: 10 },
    levels: ['read committed'],
    sessions: [
      ['lock table t in share mode', 'commit'],
      ['lock table t in access exclusive mode', 'commit'],
      [SELECT, 'commit'],
    ],
  },
  {
    name: 'advisory locks',
    t: {},
    levels: ['read committed'],
    sessions: [
      ['select pg_advisory_xact_lock_shared(1)', 'commit'],
      ['select pg_advisory_xact_lock(1)', 'commit'],
      ['select pg_try_advisory_xact_lock_shared(1)', 'commit'],
    ],
  },
  {
    name: 'snapshot: taken by the first statement',
    t: { 1: 10 },
    sessions: [
      ['select 1', SELECT, 'commit'],
      ['update t set v = 20 where id = 1', 'commit'],
    ],
  },
]

/** Those that take seconds. */
export const SHORT = HISTORIES.filter(({ sessions }) => sessions.length === 2)

/** Transactions made up by chance, as data: what is printed can be run again. */
import type { Random } from '../random.ts'

export const ACCOUNTS = 12
export const COUNTERS = 3
export const ON_CALL = 4

type Isolation = 'read committed' | 'repeatable read' | 'serializable'
type Limit = 'statement_timeout' | 'lock_timeout' | 'idle_in_transaction_session_timeout' | 'transaction_timeout'

/** `id` is unique in its transaction. */
export type Step =
  /** `computed`: the new balances are computed by the client, out of what it has read. */
  | {
      readonly do: 'transfer'
      readonly id: number
      readonly from: number
      readonly to: number
      readonly amount: number
      readonly computed: boolean
    }
  /** Reads a counter, and writes what it has read and one. */
  | { readonly do: 'count'; readonly id: number; readonly counter: number }
  /** Goes off call if somebody else stays; serializable transactions only. */
  | { readonly do: 'leave' | 'return'; readonly person: number }
  /** The invariants, as this transaction sees them. */
  | { readonly do: 'audit' }
  | { readonly do: 'savepoint'; readonly id: number; readonly steps: readonly Step[]; readonly keep: boolean }
  | { readonly do: 'limit'; readonly setting: Limit; readonly milliseconds: number }
  | { readonly do: 'lock'; readonly sql: string }
  /** A cursor that stays open for a while, and pins what it stands on. */
  | { readonly do: 'scan'; readonly id: number; readonly rows: number }
  | { readonly do: 'vacuum'; readonly sql: string }
  /** On the processor, asleep in the server, and at the client. */
  | { readonly do: 'work'; readonly rows: number }
  | { readonly do: 'sleep'; readonly milliseconds: number }
  | { readonly do: 'think'; readonly milliseconds: number }
  | { readonly do: 'disturb'; readonly how: 'CancelRequest' | 'pg_cancel_backend' | 'pg_terminate_backend'; readonly victim: number }

export type End =
  | 'commit'
  | 'commit and tell'
  | 'rollback'
  /** In two phases. */
  | 'prepare'
  /** Without a word: in the middle of the transaction, of its last statement, and of its commit. */
  | 'vanish'
  | 'vanish in a statement'
  | 'vanish in commit'
  /** As one should, but in the middle of the transaction. */
  | 'terminate'

export interface Program {
  readonly number: number
  /** Null: no BEGIN; its only step is a transaction of its own. */
  readonly isolation: Isolation | null
  readonly steps: readonly Step[]
  readonly end: End
}

const ENDS: Readonly<Record<End, number>> = {
  commit: 60,
  'commit and tell': 15,
  rollback: 8,
  prepare: 6,
  vanish: 1,
  'vanish in a statement': 1,
  'vanish in commit': 1,
  terminate: 1,
}

const STEPS = {
  transfer: 40,
  count: 8,
  person: 8,
  audit: 2,
  savepoint: 8,
  lock: 3,
  scan: 2,
  work: 6,
  sleep: 2,
  think: 12,
  disturb: 3,
  limit: 5,
}
const LIMITS: Readonly<Record<Limit, number>> = {
  statement_timeout: 3,
  lock_timeout: 3,
  idle_in_transaction_session_timeout: 2,
  transaction_timeout: 2,
}
const VACUUMS = ['vacuum accounts', 'vacuum (freeze) accounts', 'vacuum counters, people', 'vacuum (freeze) ledger', 'checkpoint']
const LOCKS = [
  'lock table counters in share row exclusive mode',
  'lock table people in access exclusive mode nowait',
  'lock table accounts in share mode',
  'select pg_advisory_xact_lock(7)',
  'select pg_advisory_xact_lock_shared(7)',
  'select from accounts where id < 4 order by id for share',
  'select from accounts where id < 4 order by id for no key update nowait',
]

/** A transaction for one of so many sessions. */
export function makeProgram(random: Random, sessions: number, number: number): Program {
  let id = 0
  const transfer = (): Step => {
    const from = random.between(1, ACCOUNTS)
    const to = ((from + random.between(0, ACCOUNTS - 2)) % ACCOUNTS) + 1
    return { do: 'transfer', id: ++id, from, to, amount: random.between(1, 60), computed: random.chance(0.3) }
  }
  if (random.chance(0.08)) return { number, isolation: null, steps: [{ ...transfer(), computed: false } as Step], end: 'commit' }
  if (random.chance(0.01)) return { number, isolation: null, steps: [{ do: 'vacuum', sql: random.pick(VACUUMS) }], end: 'commit' }
  const isolation = random.pick<Isolation>(['read committed', 'repeatable read', 'serializable'])

  const makeStep = (depth: number): Step => {
    const kind = random.weighted(STEPS)
    switch (kind) {
      case 'count':
        return { do: kind, id: ++id, counter: random.between(1, COUNTERS) }
      case 'person':
        if (isolation !== 'serializable') return transfer()
        return { do: random.pick(['leave', 'return']), person: random.between(1, ON_CALL) }
      case 'savepoint':
        if (depth === 2) return transfer()
        return { do: kind, id: ++id, steps: makeSteps(depth + 1), keep: random.chance(0.7) }
      case 'lock':
        return { do: kind, sql: random.pick(LOCKS) }
      case 'scan':
        return { do: kind, id: ++id, rows: random.between(1, 5) }
      case 'work':
        return { do: kind, rows: random.between(50, 1000) }
      case 'sleep':
        return { do: kind, milliseconds: random.between(1, 4) }
      case 'think':
        return { do: kind, milliseconds: random.between(0, 4) }
      case 'disturb':
        return {
          do: kind,
          how: random.weighted({ CancelRequest: 3, pg_cancel_backend: 3, pg_terminate_backend: 1 }),
          victim: random.between(0, sessions - 1),
        }
      case 'limit':
        return { do: kind, setting: random.weighted(LIMITS), milliseconds: random.between(1, 12) }
      case 'audit':
        return { do: kind }
      default:
        return transfer()
    }
  }
  const makeSteps = (depth: number): Step[] => Array.from({ length: random.between(1, 4) }, () => makeStep(depth))

  const steps = makeSteps(0)
  const end = random.weighted(ENDS)
  // PostgreSQL itself, the real one too, now and then keeps predicate locks for ever after serializable transactions in two phases
  return { number, isolation, steps, end: end === 'prepare' && isolation === 'serializable' ? 'commit' : end }
}

/**
 * Runs a history in one order of its steps. A step that waits is left pending until somebody moves on; an order that would have a session
 * take a step while its last one is pending is not possible, and ends there.
 */
import type { Answer, Connection, Pending, Server } from '../server.ts'
import type { History, Level } from './histories.ts'

export interface Outcome {
  /** What there was to see, step by step; null: the order is not possible. */
  readonly seen: string | null
  /** All orders with the same first so many steps have this outcome. */
  readonly used: number
}

const SETUP = `
  create table t (id int primary key, v int) with (autovacuum_enabled = off);
  create table c (id int primary key, parent int references t) with (autovacuum_enabled = off)`

/** Who is blocked, and by whom: also by those whose end a safe snapshot waits for. */
const BLOCKED = `
  select pid, blockers from pg_stat_activity, lateral (select pg_blocking_pids(pid) || pg_safe_snapshot_blocking_pids(pid)) blocked (blockers)
  where blockers <> '{}'`

export class Tester {
  readonly #server: Server
  readonly #sessions: readonly Connection[]
  readonly #monitor: Connection

  private constructor(server: Server, sessions: readonly Connection[], monitor: Connection) {
    this.#server = server
    this.#sessions = sessions
    this.#monitor = monitor
  }

  /** For histories with so many sessions at the most. */
  static async start(server: Server, sessions: number): Promise<Tester> {
    const connect = async () => (await server.connect('-c deadlock_timeout=10'))!
    const monitor = await connect()
    await monitor.query(SETUP)
    const connections: Connection[] = []
    while (connections.length < sessions) connections.push(await connect())
    return new Tester(server, connections, monitor)
  }

  async run(history: History, level: Level, order: readonly number[]): Promise<Outcome> {
    const rows = Object.entries(history.t).map(([id, v]) => `(${id}, ${v})`)
    await this.#monitor.query(`truncate t, c; ${rows.length > 0 ? `insert into t values ${rows}` : ''}`)
    const sessions = history.sessions.map((steps, i) => new Player(this.#sessions[i]!, steps, level))
    const seen: string[] = []
    let used = 0
    let end: 'complete' | 'deadlock' | 'not possible' = 'complete'
    while (used < order.length && end === 'complete') {
      const turn = order[used++]!
      if (sessions[turn]!.isPending) end = 'not possible'
      else {
        sessions[turn]!.next()
        if (await this.#settle(sessions)) end = 'deadlock'
        else seen.push(sessions.flatMap((each, i) => each.news(i === turn).map((what) => `${'abcd'[i]}:${what}`)).join(','))
      }
    }
    seen.push(end === 'complete' ? `= ${said(await this.#monitor.query('select id, v from t order by id'))}` : end)
    await this.#cleanUp(sessions)
    return { seen: end === 'not possible' ? null : seen.join(' '), used }
  }

  async close(): Promise<void> {
    for (const connection of [...this.#sessions, this.#monitor]) await connection.close()
  }

  /** Until every session has answered or is blocked. True: some block one another, and it is not for us to say which of them gives up. */
  async #settle(sessions: readonly Player[]): Promise<boolean> {
    let isDeadlock = false
    for (;;) {
      const blocked = await this.#blocked()
      const pending = sessions.filter(({ isPending }) => isPending)
      const isCircle = pending.some(({ pid }) => reaches(blocked, pid, pid))
      isDeadlock ||= isCircle || sessions.some(({ wasInDeadlock }) => wasInDeadlock)
      if (!isCircle && pending.every(({ pid }) => blocked.has(pid))) return isDeadlock
      await this.#server.pause(isCircle ? 1 : 0)
    }
  }

  async #blocked(): Promise<ReadonlyMap<number, readonly number[]>> {
    const { rows } = await this.#monitor.query(BLOCKED)
    return new Map(rows.map(([pid, blockers]) => [Number(pid), JSON.parse(blockers!.replace('{', '[').replace('}', ']')) as number[]]))
  }

  /** Who waits, waits in the end for somebody who does not, and who leaves. */
  async #cleanUp(sessions: readonly Player[]): Promise<void> {
    let anyPending: boolean
    do {
      anyPending = sessions.some(({ isPending }) => isPending)
      for (const session of sessions) if (!session.isPending) await session.connection.query('rollback')
      await this.#settle(sessions)
    } while (anyPending)
  }
}

/** Whether `from` is blocked, over others or not, by `to`. */
function reaches(blocked: ReadonlyMap<number, readonly number[]>, from: number, to: number, over = new Set<number>()): boolean {
  if (over.has(from)) return false
  over.add(from)
  return (blocked.get(from) ?? []).some((blocker) => blocker === to || reaches(blocked, blocker, to, over))
}

/** A session and where it is in its steps. */
class Player {
  readonly connection: Connection
  readonly #steps: Iterator<string>
  readonly #level: Level
  #hasBegun = false
  #pending: Pending | null = null
  #read = '0'

  constructor(connection: Connection, steps: readonly string[], level: Level) {
    this.connection = connection
    this.#steps = steps[Symbol.iterator]()
    this.#level = level
  }

  get pid(): number {
    return this.connection.pid
  }

  get isPending(): boolean {
    return this.#pending !== null && this.#pending.answer === null
  }

  /** PostgreSQL was quicker to find out. */
  get wasInDeadlock(): boolean {
    return this.#pending?.answer?.error === '40P01'
  }

  next(): void {
    const step = (this.#steps.next().value as string).replace('$read', this.#read)
    const begin = this.#hasBegun || step.startsWith('begin') ? '' : `begin isolation level ${this.#level}; `
    this.#hasBegun = true
    this.#pending = this.connection.start(begin + step)
  }

  /** What is new since the last call; that it waits, if it was its turn. */
  news(wasItsTurn: boolean): string[] {
    const answer = this.#pending?.answer
    if (answer) {
      this.#pending = null
      this.#read = answer.rows[0]?.[0] ?? this.#read
      return [said(answer)]
    }
    return wasItsTurn ? ['waits'] : []
  }
}

function said({ error, rows, command, count }: Answer): string {
  if (error) return error
  if (rows.length > 0 || command === 'SELECT') return `[${rows.map((row) => row.join('=')).join(' ')}]`
  return count === null ? command!.toLowerCase() : `${count}`
}

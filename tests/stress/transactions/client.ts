/** A client that runs its programs one after another, whatever happens to it, and knows in the end what it has committed. */
import type { Random } from '../random.ts'
import type { Answer, Connection, Server } from '../server.ts'
import { AUDIT, CHANNEL, entry } from './bank.ts'
import type { Program, Step } from './program.ts'

/** What PostgreSQL may answer to a program that is correct. */
const ALLOWED = new Set([
  '23514', // check_violation: an account would be overdrawn
  '25P03', // idle_in_transaction_session_timeout
  '25P04', // transaction_timeout
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '55P03', // lock_not_available: lock_timeout and NOWAIT
  '57014', // query_canceled: statement_timeout and cancels
  '57P01', // admin_shutdown: pg_terminate_backend
])

/** An advisory lock that the session of a client holds as long as it is there: its successor waits for it. */
export const lockSlot = (slot: number): string => `select pg_advisory_lock(1, ${slot})`

/** A statement has failed; the session is there. */
class Failed extends Error {}
/** The session is gone. */
class Lost extends Error {}

export class Client {
  readonly slot: number
  readonly committed = new Set<string>()
  /** Its transactions that told of themselves; and those that may have, but have left no other trace. */
  readonly told = new Set<string>()
  readonly mayHaveTold = new Set<string>()
  /** How often what happened, by SQLSTATE or in words. */
  readonly tally: Map<string, number>
  /** The program that runs. */
  program: Program | null = null
  readonly #server: Server
  readonly #random: Random
  readonly #others: readonly Client[]
  #connection: Connection | null = null
  /** Entered in the ledger by the transaction in progress. */
  #entered: string[] = []
  /** It has been told to commit. */
  #committing = false

  constructor(server: Server, slot: number, random: Random, others: readonly Client[], tally: Map<string, number>) {
    this.#server = server
    this.slot = slot
    this.#random = random
    this.#others = others
    this.tally = tally
  }

  async run(programs: Iterable<Program>): Promise<void> {
    await this.#connect()
    for (const program of programs) await this.#transact(program)
    await this.#connection!.close()
  }

  async #transact(program: Program): Promise<void> {
    this.program = program
    this.#entered = []
    this.#committing = false
    try {
      if (program.isolation) await this.#do(`begin isolation level ${program.isolation}`)
      else this.#committing = true
      for (const step of program.steps) await this.#step(step)
      await this.#end(program)
    } catch (thrown) {
      if (thrown instanceof Failed) await this.#insist('rollback').catch(this.#reconnectIfLost)
      else await this.#reconnectIfLost(thrown)
    }
  }

  // ---- the end of a transaction ----

  async #end({ isolation, end }: Program): Promise<void> {
    if (!isolation) return this.#committed()
    const connection = this.#connection!
    switch (end) {
      case 'rollback':
        return this.#do('rollback').then(() => {})
      case 'prepare':
        return this.#commitInTwoPhases()
      case 'vanish':
        connection.vanish()
        throw new Lost()
      case 'terminate':
        await connection.close()
        throw new Lost()
      case 'vanish in a statement':
        connection.start(`update accounts set balance = balance + 1`)
        connection.vanish()
        throw new Lost()
      case 'vanish in commit':
        this.#committing = true
        connection.start('commit')
        connection.vanish()
        throw new Lost()
      case 'commit and tell':
        await this.#do(`notify ${CHANNEL}, '${this.#name}'`)
    }
    this.#committing = true
    const { command } = await this.#do('commit')
    if (command !== 'COMMIT') throw new Error(`COMMIT was answered by ${command}`)
    this.#committed()
  }

  async #commitInTwoPhases(): Promise<void> {
    this.#committing = true
    await this.#do(`prepare transaction '${this.#name}'`)
    await this.#insist(`commit prepared '${this.#name}'`)
    this.#committed()
  }

  #committed(): void {
    this.#count('committed')
    if (this.program!.end === 'commit and tell') this.told.add(this.#name)
    for (const name of this.#entered) this.committed.add(name)
  }

  // ---- steps ----

  async #step(step: Step): Promise<void> {
    switch (step.do) {
      case 'transfer':
        return this.#transfer(step)
      case 'count':
        return this.#countUp(step)
      case 'leave': {
        const { rows } = await this.#do('select count(*) from people where on_call')
        if (Number(rows[0]![0]) > 1) await this.#do(`update people set on_call = false where id = ${step.person}`)
        return
      }
      case 'return':
        return void (await this.#do(`update people set on_call = true where id = ${step.person}`))
      case 'audit': {
        const { rows } = await this.#do(AUDIT)
        if (rows.length > 0) throw new Error(`in the middle: ${rows.join('; ')}`)
        return
      }
      case 'savepoint':
        return this.#savepoint(step)
      case 'limit':
        return void (await this.#do(`set local ${step.setting} = ${step.milliseconds}`))
      case 'vacuum':
        return this.#vacuum(step.sql)
      case 'lock':
        return void (await this.#do(step.sql))
      case 'scan':
        await this.#do(`declare c${step.id} cursor for select * from accounts`)
        return void (await this.#do(`fetch ${step.rows} from c${step.id}`))
      case 'work':
        return void (await this.#do(`select count(*) from generate_series(1, ${step.rows}) i where i % 7 = 3`))
      case 'sleep':
        return void (await this.#do(`select pg_sleep(${step.milliseconds / 1000})`))
      case 'think':
        return this.#server.pause(step.milliseconds)
      case 'disturb': {
        const victim = this.#others[step.victim]!.#connection
        if (step.how === 'CancelRequest') victim?.cancel()
        else if (victim) await this.#do(`select ${step.how}(${victim.pid})`)
        return
      }
    }
  }

  async #transfer({ id, from, to, amount, computed }: Extract<Step, { do: 'transfer' }>): Promise<void> {
    const enter = `insert into ledger values (${this.slot}, ${this.program!.number}, ${id}, ${from}, ${to}, ${amount}, null)`
    this.#enter(id)
    if (!computed) {
      const change = (account: number, by: number) => `update accounts set balance = balance + ${by} where id = ${account}`
      await this.#do(`${change(from, -amount)}; ${change(to, amount)}; ${enter}`)
      return
    }
    // In READ COMMITTED what has been read may change until it is written, unless it is locked
    const lock = this.program!.isolation === 'read committed' ? 'for update' : ''
    const { rows } = await this.#do(`select id, balance from accounts where id in (${from}, ${to}) ${lock}`)
    const balances = new Map(rows.map(([account, balance]) => [Number(account), Number(balance)]))
    for (const [account, by] of [
      [from, -amount],
      [to, amount],
    ] as const)
      await this.#do(`update accounts set balance = ${balances.get(account)! + by} where id = ${account}`)
    await this.#do(enter)
  }

  async #countUp({ id, counter }: Extract<Step, { do: 'count' }>): Promise<void> {
    this.#enter(id)
    const lock = this.program!.isolation === 'read committed' ? 'for no key update' : ''
    const { rows } = await this.#do(`select n from counters where id = ${counter} ${lock}`)
    await this.#do(`update counters set n = ${Number(rows[0]![0]) + 1} where id = ${counter}`)
    await this.#do(`insert into ledger values (${this.slot}, ${this.program!.number}, ${id}, null, null, null, ${counter})`)
  }

  /** It may wait for a page that a cursor stands on, whose transaction waits for a table that VACUUM holds: nobody would find that deadlock. */
  async #vacuum(sql: string): Promise<void> {
    await this.#do('set statement_timeout = 20')
    try {
      await this.#do(sql)
    } finally {
      await this.#insist('reset statement_timeout')
    }
  }

  async #savepoint({ id, steps, keep }: Extract<Step, { do: 'savepoint' }>): Promise<void> {
    const before = this.#entered.length
    const undo = async () => {
      await this.#do(`rollback to s${id}`)
      this.#entered.length = before
    }
    await this.#do(`savepoint s${id}`)
    try {
      for (const step of steps) await this.#step(step)
    } catch (thrown) {
      if (!(thrown instanceof Failed)) throw thrown
      return undo()
    }
    if (keep) await this.#do(`release s${id}`)
    else await undo()
  }

  /** Of the transaction in progress. */
  get #name(): string {
    return `${this.slot}/${this.program!.number}`
  }

  #enter(step: number): void {
    this.#entered.push(entry(this.slot, this.program!.number, step))
  }

  // ---- statements and connections ----

  async #do(sql: string): Promise<Answer> {
    const answer = await this.#connection!.query(sql)
    if (answer.error) {
      this.#count(answer.error)
      if (!ALLOWED.has(answer.error)) throw new Error(`${answer.error} from ${sql}`)
    }
    if (answer.lost) throw new Lost()
    if (this.#random.chance(0.5)) await this.#server.pause(0)
    if (answer.error) throw new Failed(answer.error)
    return answer
  }

  /** Somebody may cancel it: again, then. */
  async #insist(sql: string): Promise<Answer> {
    for (;;)
      try {
        return await this.#do(sql)
      } catch (thrown) {
        if (!(thrown instanceof Failed)) throw thrown
      }
  }

  readonly #reconnectIfLost = async (thrown: unknown): Promise<void> => {
    if (!(thrown instanceof Lost)) throw thrown
    this.#count('reconnected')
    await this.#connect()
    if (this.#committing) await this.#findOut().catch(this.#reconnectIfLost)
  }

  /** Comes back when the session of before is gone. */
  async #connect(): Promise<void> {
    for (;;) {
      this.#connection = await this.#server.connect('-c deadlock_timeout=10')
      if (this.#connection)
        try {
          return void (await this.#insist(lockSlot(this.slot)))
        } catch (thrown) {
          if (!(thrown instanceof Lost)) throw thrown
        }
      await this.#server.pause(1)
    }
  }

  /** Whether the transaction was committed in whose commit the connection was lost. */
  async #findOut(): Promise<void> {
    const { number, end } = this.program!
    const { rows: prepared } = await this.#insist(`select 1 from pg_prepared_xacts where gid = '${this.#name}'`)
    if (prepared.length > 0) await this.#insist(`commit prepared '${this.#name}'`)
    const { rows } = await this.#insist(`select step from ledger where client = ${this.slot} and number = ${number} order by step`)
    const found = rows.map(([step]) => entry(this.slot, number, Number(step)))
    if (found.length > 0 && `${found}` !== `${this.#entered}`) throw new Error(`half a transaction: ${found} of ${this.#entered}`)
    if (found.length > 0) this.#committed()
    else if (this.#entered.length === 0 && end === 'commit and tell') this.mayHaveTold.add(this.#name)
  }

  #count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1)
  }
}

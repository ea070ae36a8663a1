/**
 * Runs a spec and writes its transcript, as PostgreSQL's isolationtester does: a step is launched when those of its session before it are
 * done, and the one before it in the permutation is done or waits. May import: connection, report, server, spec, table.
 */
import type { ReportFields } from '../../src/wire/report.ts'
import { Connection, LOST, type Result } from './connection.ts'
import { formatReport } from './report.ts'
import type { Server } from './server.ts'
import type { Entry, Marker, SessionSpec, Spec } from './spec.ts'
import { formatRows } from './table.ts'

/** As often, in milliseconds, a step that goes on is asked whether it is blocked. */
const LOOK_EVERY = 10
/** A step that takes so long is cancelled, and after as much again given up. */
const MOST_WAIT = 60_000

/** As PostgreSQL's regression tests have them. */
const OPTIONS = '-c timezone=America/Los_Angeles -c datestyle=postgres,mdy -c intervalstyle=postgres_verbose -c lc_messages=C'

/** Ends the run of a spec; the transcript says why. */
class GivenUp extends Error {}

/** Its transcript, whatever comes of it. */
export async function runSpec(server: Server, name: string, spec: Spec): Promise<string> {
  const tester = new Tester(server, spec)
  try {
    await tester.run(name)
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error
    tester.say(`${error.message}\n`)
  } finally {
    tester.close()
  }
  return tester.transcript
}

/** A step that has been launched, and whose completion has not been told. */
interface Active {
  readonly entry: Entry
  /** The markers that count notices, and how many their sessions will have sent by then. */
  readonly awaited: ReadonlyMap<Marker, number>
  wasSaidToWait: boolean
}

class Player {
  readonly spec: SessionSpec
  readonly connection: Connection
  active: Active | null = null
  notices = 0

  constructor(spec: SessionSpec, connection: Connection) {
    this.spec = spec
    this.connection = connection
  }
}

class Tester {
  transcript = ''
  readonly #server: Server
  readonly #spec: Spec
  #control!: Connection
  readonly #players: Player[] = []
  /** In the order of their launch. */
  #waiting: Player[] = []
  /** There has been one since it was last set to false. */
  #hasNotice = false

  constructor(server: Server, spec: Spec) {
    this.#server = server
    this.#spec = spec
  }

  say(text: string): void {
    this.transcript += text
  }

  async run(name: string): Promise<void> {
    for (const step of this.#spec.unused) this.say(`unused step name: ${step}\n`)
    this.say(`Parsed test spec with ${this.#spec.sessions.length} sessions\n`)
    const open = (who: string) => this.#server.connect({ application_name: `isolation/${name}/${who}`, options: OPTIONS })
    this.#control = new Connection(this.#server, await open('control connection'))
    for (const session of this.#spec.sessions) {
      const player = new Player(session, new Connection(this.#server, await open(session.name), (report) => this.#noticed(player, report)))
      this.#players.push(player)
    }
    for (const permutation of this.#spec.permutations) await this.#play(permutation)
  }

  close(): void {
    for (const { connection } of this.#players) connection.close()
    this.#control?.close()
  }

  #noticed(player: Player, report: ReportFields): void {
    this.say(`${player.spec.name}: ${formatReport(report)}`)
    player.notices += 1
    this.#hasNotice = true
  }

  async #play(permutation: readonly Entry[]): Promise<void> {
    this.say(`\nstarting permutation: ${permutation.map(({ step }) => step.name).join(' ')}\n`)
    for (const sql of this.#spec.setups) await this.#prepare(this.#control, sql, 'setup')
    for (const { spec, connection } of this.#players)
      if (spec.setup !== null) await this.#prepare(connection, spec.setup, `setup of session ${spec.name}`)
    for (const entry of permutation) await this.#take(entry)
    await this.#completeWaiting(false)
    if (this.#waiting.length > 0) throw new GivenUp('failed to complete permutation due to mutually-blocking steps')
    for (const { spec, connection } of this.#players)
      if (spec.teardown !== null) await this.#cleanUp(connection, spec.teardown, `teardown of session ${spec.name}`)
    if (this.#spec.teardown !== null) await this.#cleanUp(this.#control, this.#spec.teardown, 'teardown')
  }

  async #prepare(connection: Connection, sql: string, what: string): Promise<void> {
    const failure = await this.#executeAround(connection, sql, what)
    if (failure !== null) throw new GivenUp(failure)
  }

  /** That it fails does not end the run. */
  async #cleanUp(connection: Connection, sql: string, what: string): Promise<void> {
    const failure = await this.#executeAround(connection, sql, what)
    if (failure !== null) this.say(`${failure}\n`)
  }

  /** Gives what to say if it fails. */
  async #executeAround(connection: Connection, sql: string, what: string): Promise<string | null> {
    connection.send(sql)
    // A step that should have been the last of its transaction may have been forgotten
    while (connection.isBusy) if (!(await connection.hasReceived(this.#server.now() + MOST_WAIT))) connection.cancel()
    const result = await connection.lastResult()
    if (result.kind === 'error') return `${what} failed: ${formatReport(result.report, sql)}`.trimEnd()
    if (result.kind === 'lost') return `${what} failed: ${LOST}`.trimEnd()
    if (result.kind === 'rows') this.say(formatRows(result.columns, result.rows))
    return null
  }

  async #take(entry: Entry): Promise<void> {
    const player = this.#players[entry.step.session]!
    await this.#finishBefore(player)
    player.connection.send(entry.step.sql)
    const awaited = new Map<Marker, number>()
    for (const marker of entry.markers)
      if (marker.kind === 'notices') awaited.set(marker, this.#players[marker.step.session]!.notices + marker.count)
    player.active = { entry, awaited, wasSaidToWait: false }
    const isComplete = await this.#complete(player, true)
    await this.#completeWaiting(true)
    if (!isComplete) this.#waiting.push(player)
  }

  /** Until the session can take its next step. */
  async #finishBefore(player: Player): Promise<void> {
    const began = this.#server.now()
    while (player.active) {
      if (await this.#complete(player, false)) this.#waiting = this.#waiting.filter((other) => other !== player)
      // It may have let others go on; or if a marker holds it back, they are to let it
      await this.#completeWaiting(true)
      if (player.active && this.#server.now() - began > 2 * MOST_WAIT)
        throw new GivenUp(`step ${player.active.entry.step.name} timed out after ${(2 * MOST_WAIT) / 1000} seconds`)
    }
  }

  /** Tells of those among the waiting that have completed. `mayBlock`: who is still blocked is left alone; otherwise it is waited for. */
  async #completeWaiting(mayBlock: boolean): Promise<void> {
    let again: boolean
    do {
      this.#hasNotice = false
      const still: Player[] = []
      for (const player of this.#waiting) if (!(await this.#complete(player, mayBlock))) still.push(player)
      // What those looked at later have done may be what a marker of an earlier one waits for
      const isHeldBack = still.some(({ active }) => active!.entry.markers.length > 0)
      again = isHeldBack && (still.length < this.#waiting.length || this.#hasNotice)
      this.#waiting = still
    } while (again)
  }

  /** Waits until a step has completed, or is blocked if it may be; gives whether its completion has been told. */
  async #complete(player: Player, mayBlock: boolean): Promise<boolean> {
    const active = player.active!
    const { step, markers } = active.entry
    if (!active.wasSaidToWait && markers.some(({ kind }) => kind === 'once')) return this.#saysItWaits(active)
    if (!(await this.#hasResult(player, mayBlock)) || markers.some((marker) => this.#holdsBack(marker, active)))
      return this.#saysItWaits(active)
    this.say(active.wasSaidToWait ? `step ${step.name}: <... completed>\n` : `step ${step.name}: ${step.sql}\n`)
    const { connection } = player
    for (let result = await connection.result(); result; result = await connection.result()) this.#tell(result)
    for (const { pid, channel, payload } of connection.takeNotifications()) {
      const sender = this.#players.find((other) => other.connection.pid === pid)?.spec.name ?? `PID ${pid}`
      this.say(`${player.spec.name}: NOTIFY "${channel}" with payload "${payload}" from ${sender}\n`)
    }
    player.active = null
    return true
  }

  #saysItWaits(active: Active): false {
    const { name, sql } = active.entry.step
    if (!active.wasSaidToWait) this.say(`step ${name}: ${sql} <waiting ...>\n`)
    active.wasSaidToWait = true
    return false
  }

  /** False: it is blocked. A step that takes too long is cancelled. */
  async #hasResult({ connection, active }: Player, mayBlock: boolean): Promise<boolean> {
    const began = this.#server.now()
    let isCancelled = false
    while (connection.isBusy) {
      if (await connection.hasReceived(this.#server.now() + LOOK_EVERY)) continue
      // Something may have come while we asked
      if (mayBlock && (await this.#isBlocked(connection.pid)) && connection.isBusy) return false
      const took = this.#server.now() - began
      const { name } = active!.entry.step
      if (took > 2 * MOST_WAIT) throw new GivenUp(`step ${name} timed out after ${(2 * MOST_WAIT) / 1000} seconds`)
      if (took > MOST_WAIT && !isCancelled) {
        isCancelled = true
        connection.cancel()
        this.say(`isolationtester: canceling step ${name} after ${MOST_WAIT / 1000} seconds\n`)
      }
    }
    return true
  }

  /** By another session of the spec. */
  async #isBlocked(pid: number): Promise<boolean> {
    const pids = this.#players.map(({ connection }) => connection.pid)
    const result = await this.#control.execute(`SELECT pg_catalog.pg_isolation_test_session_is_blocked(${pid}, '{${pids}}')`)
    if (result.kind !== 'rows')
      throw new GivenUp(`lock wait query failed: ${result.kind === 'error' ? formatReport(result.report) : LOST}`.trimEnd())
    return result.rows[0]![0] === 't'
  }

  #holdsBack(marker: Marker, { awaited }: Active): boolean {
    if (marker.kind === 'once') return false
    const player = this.#players[marker.step.session]!
    return marker.kind === 'step' ? player.active?.entry.step === marker.step : player.notices < awaited.get(marker)!
  }

  #tell(result: Result): void {
    if (result.kind === 'rows') this.say(formatRows(result.columns, result.rows))
    // What else a report says, transaction ids for one, is not the same each time
    if (result.kind === 'error') this.say(`${result.report.severity}:  ${result.report.message}\n`)
    if (result.kind === 'lost') this.say(`${LOST}\n`)
  }
}

/** What the bench finds out, as it lies in results.json. Times are in milliseconds unless a name says otherwise. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Summary } from './statistics.ts'

export interface OvershootResult {
  /** Of each run. */
  readonly timeoutsMs: readonly number[]
  /** How much later than the timeout the client has the error. */
  readonly statements: readonly { readonly name: string; readonly ours: Summary; readonly real: Summary }[]
}

export interface QueriesResult {
  readonly runs: number
  /** `ratio` is the median of ours/stock over pairs of runs that followed one another. */
  readonly queries: readonly { readonly name: string; readonly ours: number; readonly stock: number; readonly ratio: number }[]
  readonly geometricMean: number
}

export interface Footprint {
  readonly wasmMemoryBytes: number
  readonly heapBytes: number
  readonly arrayBufferBytes: number
  readonly residentBytes: number
  /** 0 where the system does not say. */
  readonly mappings: number
  readonly descriptors: number
  /** C's, while nothing executes. */
  readonly stackPointer: number
}

export interface SessionsResult {
  /** From the start-up packet to ReadyForQuery, and from Terminate to the end. */
  readonly open: Summary
  readonly close: Summary
  /** A `select 1` in one session, in two by turns, and the difference. */
  readonly same: number
  readonly alternating: number
  readonly switch: number
  /** What each of so many idle sessions takes up, in WebAssembly's memory and outside, after a `select 1`, and after a join of catalogs. */
  readonly idle: { readonly sessions: number; readonly newBytes: number; readonly usedBytes: number }
  readonly churn: { readonly sessions: number; readonly before: Footprint; readonly after: Footprint }
}

interface Waiting {
  /** From the answer to a COMMIT to the answer of the session that waited for it; and so while a third session computes. */
  readonly resumed: Summary
  readonly resumedBesideBusy: Summary
  /** How much later than its timeout the client of a sleeping session has the error, while another session computes. */
  readonly late: Summary
  /** How much longer a `select 1` takes in another session than the last one was in. */
  readonly switch: number
}

export interface WaitingResult {
  readonly runs: number
  readonly alarms: number
  readonly timeoutMs: number
  /** So many are open. */
  readonly sessions: number
  readonly ours: Waiting
  readonly real: Waiting
}

/** Of a server whose waits suspend but that does not yield, beside one whose waits block (`keeping`); and of yielding beside not yielding. */
interface Factors {
  readonly keeping: number
  readonly alone: number
  readonly beside: number
}

export interface YieldingResult extends Factors {
  readonly runs: number
  /** `blocking` is a time. */
  readonly statements: readonly ({ readonly name: string; readonly blocking: number } & Factors)[]
}

/** Ours over a socket and in the engine beside real psycopg2; ratios are medians over rounds, in each of which all three took turns. */
interface PythonProgram {
  readonly name: string
  readonly real: number
  readonly socket: number
  readonly engine: number
  readonly socketRatio: number
  readonly engineRatio: number
}

export interface PythonResult {
  readonly rounds: number
  /** `cursor.execute("select 1")` with `fetchone()`, in the engine. */
  readonly roundTrip: Summary
  readonly programs: readonly PythonProgram[]
  /** In an interpreter that has just started: `import psycopg2`, and with `extras`, `pool` and `sql`. */
  readonly imports: { readonly alone: number; readonly all: number }
}

export interface PgbenchResult {
  /** Of pgbench. */
  readonly version: string
  readonly rounds: number
  readonly secondsEach: number
  /** `pgbench -i` with so many rows, in seconds. */
  readonly filled: readonly { readonly rows: number; readonly ours: number; readonly real: number }[]
  /** Transactions a second: medians of the rounds, and the median of ours/real. */
  readonly rates: readonly {
    readonly name: string
    readonly clients: number
    readonly ours: number
    readonly real: number
    readonly ratio: number
  }[]
  /** How many times as many transactions so many clients have together as one alone: the median of the rounds. */
  readonly besideOne: readonly { readonly name: string; readonly clients: number; readonly ours: number; readonly real: number }[]
}

/** From pressing Run to the first output: with nothing in the browser's cache, from this machine or over a slower network; with a full one; and once
 * more in the same page. */
export interface PageTimes {
  readonly cold: number
  readonly slow: number
  readonly warm: number
  readonly again: number
}

/** This site, which is both, and pages with only one of them. */
export interface BesideStock<What> {
  readonly ours: What
  readonly stockPyodide: What
  readonly stockPGlite: What
}

export interface PageResult extends BesideStock<PageTimes> {
  readonly runs: number
  readonly browser: string
  /** In Firefox, where it is installed. */
  readonly firefox?: BesideStock<PageTimes> & { readonly browser: string }
  /** Of all processes of the browser, from Run to the first output, with an empty cache. On Linux. */
  readonly cpuSeconds?: BesideStock<number>
  /** Memory that is private to processes of the browser, beyond a blank page's, after ten runs. On Linux. */
  readonly privateBytes?: BesideStock<number>
  /** The same on this site if the focus had come to Run two seconds before, with a full cache. */
  readonly prepared: number
  /** What the first run on this site downloads, compressed. */
  readonly firstRunBytes: number
  /** What a start with a full cache takes on this site, by stages that overlap. */
  readonly stages: readonly { readonly name: string; readonly ms: number }[]
}

/** One entry a part; `machine` says where the last run of any part took place. */
interface Beside {
  readonly ours: number
  readonly real: number
}

export interface PackageResult {
  readonly rounds: number
  /** Of the suite. */
  readonly tests: number
  readonly fixtureBytes: number
  /** To the answer of the first query. */
  readonly start: { readonly ours: number; readonly stock: number }
  /** A return to what was, beside a new database from a template. */
  readonly reset: Beside
  readonly restore: Beside
  /** All of it. */
  readonly suite: Beside
}

export interface Results {
  machine?: { readonly date: string; readonly node: string; readonly cpu: string; readonly cores: number }
  overshoot?: OvershootResult
  queries?: QueriesResult
  sessions?: SessionsResult
  waiting?: WaitingResult
  yielding?: YieldingResult
  python?: PythonResult
  pgbench?: PgbenchResult
  package?: PackageResult
  page?: PageResult
}

const file = fileURLToPath(new URL('results.json', import.meta.url))

export const readResults = (): Results => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {})

export const writeResults = (results: Results): void => writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)

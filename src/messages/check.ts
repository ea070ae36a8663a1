/**
 * Whether what came from a worker is a message of ours. A program that finds a way to the worker's own functions can have it say anything,
 * and the page must not believe it.
 */
import type { RunEvent } from './event.ts'
import { isObject } from './is-object.ts'
import { OUTPUT_AT_MOST, PIECE_AT_MOST, TEXT_AT_MOST } from './limits.ts'
import type { WorkerMessage } from './run.ts'

type Check = (it: unknown) => boolean

/** The words that are put to a text that was cut. */
const NOTE_AT_MOST = 200

const upTo =
  (length: number): Check =>
  (it) =>
    typeof it === 'string' && it.length <= length + NOTE_AT_MOST
const text = upTo(TEXT_AT_MOST)
const output = upTo(OUTPUT_AT_MOST)
const number: Check = (it) => Number.isFinite(it)
const count: Check = (it) => Number.isSafeInteger(it) && (it as number) >= 0
const boolean: Check = (it) => typeof it === 'boolean'
const oneOf =
  (...values: readonly string[]): Check =>
  (it) =>
    values.includes(it as string)
const or =
  (...checks: readonly Check[]): Check =>
  (it) =>
    checks.some((check) => check(it))
const listOf =
  (check: Check): Check =>
  (it) =>
    Array.isArray(it) && it.every(check)
const mapOf =
  (check: Check): Check =>
  (it) =>
    it instanceof Map && [...it].every(([name, value]) => typeof name === 'string' && check(value))
const a =
  (fields: Readonly<Record<string, Check>>): Check =>
  (it) =>
    isObject(it) && Object.entries(fields).every(([name, check]) => check(it[name]))
const none: Check = (it) => it === null
const missing: Check = (it) => it === undefined

const stream = oneOf('stdout', 'stderr')
const report = a({ severity: text, sqlstate: text, message: text })
const texts: Check = (it) => isObject(it) && Object.values(it).every(text)
const error = a({ bases: listOf(text), sqlstate: or(text, none), message: text, said: or(text, none), diag: texts })
const at = { at: number }
const ofProgram = { ...at, line: or(count, none), thread: or(text, missing) }
const ofSession = { ...at, session: count }
const timer = oneOf(
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'idle_session_timeout',
  'transaction_timeout',
  'deadlock_timeout',
)

const events: Readonly<Record<RunEvent['kind'], Check>> = {
  call: a({ ...ofProgram, call: count, function: text, text }),
  return: a({ ...at, call: count, raised: or(text, none), error: or(missing, error) }),
  exception: a({ ...ofProgram, line: count, type: text, about: or(text, none), note: or(text, none), error }),
  connection: a({
    ...ofSession,
    closed: number,
    status: number,
    transaction: number,
    info: number,
    name: or(text, missing),
    thread: or(text, missing),
  }),
  output: a({ ...ofProgram, stream, length: count }),
  'session-opened': a({ ...ofSession, user: text, database: text, applicationName: text }),
  'session-closed': a({ ...ofSession, reason: oneOf('terminate', 'fatal', 'crash', 'reset'), report: or(report, none) }),
  'session-state': a({ ...ofSession, state: oneOf('active', 'idle', 'idle in transaction', 'idle in transaction (aborted)') }),
  'message-sent': a({ ...ofSession, summary: text }),
  'message-received': a({ ...ofSession, summary: text }),
  report: a({ ...ofSession, report }),
  'timer-armed': a({ ...ofSession, timer, since: number, due: number }),
  'timer-fired': a({ ...ofSession, timer }),
  'timer-disarmed': a({ ...ofSession, timer }),
  'wait-began': a({ ...ofSession, on: oneOf('lock', 'latch'), blockers: listOf(count) }),
  'wait-ended': a(ofSession),
}

const event: Check = (it) => isObject(it) && Object.hasOwn(events, String(it['kind'])) && events[it['kind'] as RunEvent['kind']](it)

const judgement = or(a({ tag: oneOf('passed') }), a({ tag: oneOf('wrong', 'broken'), words: output }))
const leftOut = a({ at: number, events: count, calls: boolean })
const end = a({
  stdout: output,
  stderr: output,
  exception: or(none, a({ type: output, message: output })),
  exitStatus: number,
  durationMs: number,
  leftOut: or(none, leftOut),
  judgement: or(missing, judgement),
})

const bytes: Check = (it) => it instanceof Uint8Array && it.length <= PIECE_AT_MOST

const messages: Readonly<Record<WorkerMessage['type'], Check>> = {
  progress: a({ progress: a({ stage: oneOf('downloading', 'starting PostgreSQL', 'starting Python'), loaded: number, total: number }) }),
  files: a({
    files: a({
      folder: text,
      blobs: mapOf((it) => it instanceof Blob),
      modules: mapOf((it) => it instanceof WebAssembly.Module),
    }),
  }),
  ready: a({ interruptible: boolean }),
  failed: a({ message: output }),
  started: a({ run: count }),
  output: a({ run: count, stream, text: output }),
  line: a({ run: count, line: count }),
  event: a({ run: count, event }),
  'left-out': a({ run: count, leftOut }),
  done: a({ run: count, end }),
  received: a({ connection: count, bytes }),
  disconnected: a({ connection: count }),
}

export const isWorkerMessage = (it: unknown): it is WorkerMessage =>
  isObject(it) && Object.hasOwn(messages, String(it['type'])) && messages[it['type'] as WorkerMessage['type']](it)

/** One session as its client sees it: messages in, bytes out, the end. What happens on the way becomes events. */

import { ByteQueue } from '../../wire/byte-queue.ts'
import { decodeBackend } from '../../wire/decode-backend.ts'
import { decodeFrontend } from '../../wire/decode-frontend.ts'
import { describeMessage } from '../../wire/describe.ts'
import { frames } from '../../wire/frames.ts'
import type { FrontendMessage } from '../../wire/messages.ts'
import { ProtocolError } from '../../wire/protocol-error.ts'
import type { ReportFields } from '../../wire/report.ts'
import type { Process } from '../process/process.ts'
import type { ServerEvent, ServerReport, SessionState } from './events.ts'
import { TimeoutTable } from './timeouts.ts'

const STATES: Readonly<Record<string, SessionState>> = { I: 'idle', T: 'idle in transaction', E: 'idle in transaction (aborted)' }

/** Messages that come in large numbers: as many as follow each other are one event. */
const COUNTED: Readonly<Record<string, string>> = { D: 'row', S: 'parameter', d: 'line of COPY output' }

/** The code of what a client answers when it is to log in. */
const PASSWORD = 'p'.charCodeAt(0)

/** The offset of the key in BackendKeyData: after code, length and pid. */
const KEY_AT = 9

/** What begins or ends a transaction, as drivers write it. */
const BOUNDARY = /^(BEGIN|COMMIT|ROLLBACK)\b[^;]*$/

/** An event to which the time and the session have yet to be added. */
export type NewEvent = ServerEvent extends infer E ? (E extends unknown ? Omit<E, 'at' | 'session'> : never) : never

const reportOf = (fields: ReportFields): ServerReport => ({
  severity: fields.severity,
  sqlstate: fields.code,
  message: fields.message,
})

/** Null for a malformed message: PostgreSQL itself says what is wrong with it. */
function tryDecode(message: Uint8Array): FrontendMessage | null {
  try {
    return decodeFrontend(message)
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}

/** Not copied if only one of them has anything in it. */
function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other
  const whole = new Uint8Array(one.length + other.length)
  whole.set(one)
  whole.set(other, one.length)
  return whole
}

export class Session {
  readonly process: Process
  readonly timeouts = new TimeoutTable()
  /** A CancelRequest must contain it. */
  cancelKey = new Uint8Array(0)
  /** Null: nobody listens, and nothing is described. */
  readonly #emit: ((event: NewEvent) => void) | null
  #state: SessionState = 'active'
  /** The FATAL that ended it. */
  #fatal: ServerReport | null = null
  /** The last message from its client. */
  #lastSent: Uint8Array = new Uint8Array(0)
  /** The listener has asked its client for the password already: PostgreSQL's own request is not passed on. */
  wasAskedForPassword = false
  /** It has been ready for a query. */
  started = false
  /** Called when there is more for its client to read. */
  onOutput: () => void = () => {}
  readonly #output = new ByteQueue()
  /** The first part of a message whose rest has yet to be written. */
  #incomplete = new Uint8Array(0)
  /** Messages that are not an event yet. */
  #counted = { code: '', count: 0 }

  constructor(process: Process, emit: ((event: NewEvent) => void) | null) {
    this.process = process
    this.#emit = emit
  }

  /** A message from the client is about to be executed. How it logs in is no event: where waits block, the host asks, and elsewhere PostgreSQL. */
  sending(message: Uint8Array): void {
    this.#lastSent = message
    if (this.#emit && (this.started || message[0] !== PASSWORD)) {
      const decoded = tryDecode(message)
      this.#emit({ kind: 'message-sent', summary: decoded ? describeMessage(decoded) : 'A message that breaks the protocol' })
      if (decoded?.type !== 'Terminate') this.#setState('active')
    }
    this.process.feed(message)
  }

  /** Its last command begins or ends a transaction. */
  get atBoundary(): boolean {
    const decoded = tryDecode(this.#lastSent)
    return decoded?.type === 'Query' && BOUNDARY.test(decoded.query)
  }

  /** Takes over what the process has written. */
  collect(): void {
    for (const bytes of this.process.takeOutput()) {
      if (this.wasAskedForPassword && decodeBackend(bytes).type === 'AuthenticationCleartextPassword') {
        this.wasAskedForPassword = false
        continue
      }
      this.wasAskedForPassword = false
      this.#output.push(bytes)
      if (!this.#emit && this.started) continue
      const all = joined(this.#incomplete, bytes)
      const walk = frames(all)
      let step = walk.next()
      for (; !step.done; step = walk.next()) {
        const { code, offset, length } = step.value
        if (COUNTED[code] && (code === this.#counted.code || this.#counted.count === 0))
          this.#counted = { code, count: this.#counted.count + 1 }
        else {
          this.#emitCounted()
          if (COUNTED[code]) this.#counted = { code, count: 1 }
          else this.#received(all.subarray(offset, offset + length))
        }
      }
      this.#emitCounted()
      this.#incomplete = all.slice(step.value)
    }
  }

  #emitCounted(): void {
    const { code, count } = this.#counted
    this.#counted = { code: '', count: 0 }
    if (count)
      this.#emit?.({
        kind: 'message-received',
        summary: count === 1 ? `1 ${COUNTED[code]}` : `${count} ${COUNTED[code]!.replace(/^\w+/, '$&s')}`,
      })
  }

  #received(bytes: Uint8Array): void {
    // PGlite sends the address of its key, which is the same for all: as a postmaster does, give each session its own. The client reads it from here
    if (String.fromCharCode(bytes[0]!) === 'K') {
      this.cancelKey = crypto.getRandomValues(new Uint8Array(bytes.length - KEY_AT))
      bytes.set(this.cancelKey, KEY_AT)
    }
    const message = decodeBackend(bytes)
    if (message.type.startsWith('Authentication') && message.type !== 'AuthenticationOk') return
    this.#emit?.({ kind: 'message-received', summary: describeMessage(message) })
    if (message.type === 'ReadyForQuery') {
      this.started = true
      this.#setState(STATES[message.status] ?? 'idle')
    }
    if (message.type === 'ErrorResponse' || message.type === 'NoticeResponse') {
      const report = reportOf(message.fields)
      this.#emit?.({ kind: 'report', report })
      if (report.severity === 'FATAL' || report.severity === 'PANIC') this.#fatal = report
    }
  }

  #setState(state: SessionState): void {
    if (state !== this.#state) this.#emit?.({ kind: 'session-state', state })
    this.#state = state
  }

  /** To be called when its process has exited. */
  ended(): void {
    this.collect()
    this.#emit?.({ kind: 'session-closed', reason: this.#reason, report: this.#fatal })
  }

  get #reason(): 'terminate' | 'fatal' | 'crash' {
    if (this.process.crashed) return 'crash'
    return this.#fatal || tryDecode(this.#lastSent)?.type !== 'Terminate' ? 'fatal' : 'terminate'
  }

  /** Resolves when it is idle, or has ended. */
  get settled(): Promise<void> {
    return this.process.task?.ended ?? Promise.resolve()
  }

  get hasOutput(): boolean {
    return this.#output.length > 0
  }

  /** The client reads: `most` bytes at most, in one piece. */
  takeOutput(most = Number.POSITIVE_INFINITY): Uint8Array {
    const bytes = this.#output.take(most)
    this.process.clientRead(bytes.length)
    return bytes
  }
}

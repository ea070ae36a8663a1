/**
 * One session as its client sees it: start-up packets, messages in, bytes out, the end. Tells what happened on the way.
 */

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

/** Messages that come in numbers, told of together. */
const MANY: Readonly<Record<string, string>> = { D: 'row', S: 'parameter', d: 'line of COPY output' }

/** Where the key lies in BackendKeyData: after its code, its length and the pid. */
const KEY_AT = 9

/** As drivers write it. */
const BOUNDARY = /^(BEGIN|COMMIT|ROLLBACK)\b[^;]*$/

/** An event without what the server adds to it. */
export type Told = ServerEvent extends infer E ? (E extends unknown ? Omit<E, 'at' | 'session'> : never) : never

const reportOf = (fields: ReportFields): ServerReport => ({
  severity: fields.severity,
  sqlstate: fields.code,
  message: fields.message,
})

/** Null for a message with nonsense in it: PostgreSQL itself is to say what is wrong. */
function readable(message: Uint8Array): FrontendMessage | null {
  try {
    return decodeFrontend(message)
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}

/** The parts in one piece; the part itself, where only one has anything in it. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const filled = parts.filter(({ length }) => length > 0)
  if (filled.length === 1) return filled[0]!
  const whole = new Uint8Array(filled.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of filled) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export class Session {
  readonly process: Process
  readonly timeouts = new TimeoutTable()
  /** What only the session and its owner know; a CancelRequest must name it. */
  cancelKey = new Uint8Array(0)
  readonly #tell: (event: Told) => void
  #state: SessionState = 'active'
  /** The FATAL that ended it. */
  #fatal: ServerReport | null = null
  #closing = false
  /** Its client has been asked for the password, and hears nothing when PostgreSQL asks. */
  wasAsked = false
  /** It has been ready for a query. */
  started = false
  /** What it was last told begins or ends a transaction. */
  atBoundary = false
  readonly #output: Uint8Array[] = []
  #held = new Uint8Array(0)
  #repeated = { code: '', count: 0 }

  constructor(process: Process, tell: (event: Told) => void) {
    this.process = process
    this.#tell = tell
  }

  /** A message from the client is about to be executed. */
  sending(message: Uint8Array): void {
    const decoded = readable(message)
    this.#closing = decoded?.type === 'Terminate'
    this.atBoundary = decoded?.type === 'Query' && BOUNDARY.test(decoded.query)
    this.#tell({ kind: 'message-sent', summary: decoded ? describeMessage(decoded) : 'A message that breaks the protocol' })
    if (!this.#closing) this.#become('active')
    this.process.feed(message)
  }

  /** Takes over what the process wrote, and tells of it. */
  collect(): void {
    for (const bytes of this.process.takeOutput()) {
      if (this.wasAsked && decodeBackend(bytes).type === 'AuthenticationCleartextPassword') {
        this.wasAsked = false
        continue
      }
      this.wasAsked = false
      this.#output.push(bytes)
      const all = joined([this.#held, bytes])
      const walk = frames(all)
      let step = walk.next()
      for (; !step.done; step = walk.next()) {
        const { code, offset, length } = step.value
        if (MANY[code] && (code === this.#repeated.code || this.#repeated.count === 0))
          this.#repeated = { code, count: this.#repeated.count + 1 }
        else {
          this.#tellRepeated()
          if (MANY[code]) this.#repeated = { code, count: 1 }
          else this.#received(all.subarray(offset, offset + length))
        }
      }
      this.#tellRepeated()
      this.#held = all.slice(step.value)
    }
  }

  #tellRepeated(): void {
    const { code, count } = this.#repeated
    this.#repeated = { code: '', count: 0 }
    if (count)
      this.#tell({ kind: 'message-received', summary: count === 1 ? `1 ${MANY[code]}` : `${count} ${MANY[code]!.replace(/^\w+/, '$&s')}` })
  }

  #received(bytes: Uint8Array): void {
    // PGlite sends the address of its key, the same to all. A postmaster gives each session one of its own; the client reads these bytes later
    if (String.fromCharCode(bytes[0]!) === 'K') {
      this.cancelKey = crypto.getRandomValues(new Uint8Array(bytes.length - KEY_AT))
      bytes.set(this.cancelKey, KEY_AT)
    }
    const message = decodeBackend(bytes)
    this.#tell({ kind: 'message-received', summary: describeMessage(message) })
    if (message.type === 'ReadyForQuery') {
      this.started = true
      this.#become(STATES[message.status] ?? 'idle')
    }
    if (message.type === 'ErrorResponse' || message.type === 'NoticeResponse') {
      const report = reportOf(message.fields)
      this.#tell({ kind: 'report', report })
      if (report.severity === 'FATAL' || report.severity === 'PANIC') this.#fatal = report
    }
  }

  #become(state: SessionState): void {
    if (state !== this.#state) this.#tell({ kind: 'session-state', state })
    this.#state = state
  }

  /** Its process has exited. */
  ended(): void {
    this.collect()
    this.#tell({ kind: 'session-closed', reason: this.#reason, report: this.#fatal })
  }

  get #reason(): 'terminate' | 'fatal' | 'crash' {
    if (this.process.crashed) return 'crash'
    return this.#fatal || !this.#closing ? 'fatal' : 'terminate'
  }

  /** Resolves when it has done what it was told and waits for its client, or is gone. */
  get settled(): Promise<void> {
    return this.process.task?.ended ?? Promise.resolve()
  }

  get hasOutput(): boolean {
    return this.#output.length > 0
  }

  /** The client reads: bytes in one piece, `most` of them at most. */
  takeOutput(most = Number.POSITIVE_INFINITY): Uint8Array {
    const parts: Uint8Array[] = []
    let length = 0
    while (this.#output.length > 0 && length < most) {
      const part = this.#output[0]!
      const taken = part.subarray(0, most - length)
      if (taken.length < part.length) this.#output[0] = part.subarray(taken.length)
      else this.#output.shift()
      parts.push(taken)
      length += taken.length
    }
    this.process.clientRead(length)
    return joined(parts)
  }
}

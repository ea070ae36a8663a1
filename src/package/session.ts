/** A session for a test's own queries: text in, text out. A driver does more, and takes `Server.connect`. */
import type { Postmaster } from '../postgres/server/postmaster.ts'
import type { Session as ServerSession } from '../postgres/server/session.ts'
import { decodeBackend } from '../wire/decode-backend.ts'
import { encodeFrontend } from '../wire/encode.ts'
import { frames } from '../wire/frames.ts'
import type { BackendMessage, TypedFrontendMessage, Value } from '../wire/messages.ts'
import type { ReportFields } from '../wire/report.ts'

export interface SessionOptions {
  /** Default: the superuser `postgres`. No password is asked for. */
  readonly user?: string
  /** Default: `postgres`. */
  readonly database?: string
}

export interface QueryResult {
  readonly columns: readonly string[]
  /** Values as PostgreSQL writes them; null is NULL. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** Of the last command, e.g. `INSERT 0 1`. */
  readonly command: string
}

/** What the server answers instead of a result. `code` is the SQLSTATE. */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  readonly severity: string
  readonly code: string
  readonly fields: ReportFields

  constructor(fields: ReportFields) {
    super(fields.message)
    this.severity = fields.severity
    this.code = fields.code
    this.fields = fields
  }
}

const text = (value: Value) => value && new TextDecoder().decode(value)

/** COPY from the client, which nobody here could answer. */
const refuseCopy = encodeFrontend({ type: 'CopyFail', reason: 'query() sends no data: use a driver' })

export class Session {
  readonly #postmaster: Postmaster
  readonly #session: ServerSession

  private constructor(postmaster: Postmaster, session: ServerSession) {
    this.#postmaster = postmaster
    this.#session = session
  }

  /** Throws a ServerError if the server refuses it. */
  static async open(postmaster: Postmaster, { user = 'postgres', database = 'postgres' }: SessionOptions): Promise<Session> {
    const packet = encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: { user, database } })
    const session = postmaster.open(packet)
    session.process.hasUnlimitedBuffer = true
    const opened = new Session(postmaster, session)
    await session.settled
    opened.#answer()
    return opened
  }

  /** The backend's pid. */
  get pid(): number {
    return this.#session.process.pid
  }

  get isOpen(): boolean {
    return this.#session.process.alive
  }

  /**
   * Executes one command with parameters ($1, $2 …), or any number without. Throws a ServerError, the last one if there are several: of a
   * session that has been ended, its FATAL.
   */
  async query(sql: string, parameters?: readonly (string | null)[]): Promise<QueryResult> {
    if (!this.isOpen) this.#answer() // with what has ended it, if nobody has heard that yet
    if (!this.isOpen) throw new Error('This session has ended.')
    for (const message of parameters ? extended(sql, parameters) : [{ type: 'Query', query: sql } as const])
      this.#postmaster.execute(this.#session, encodeFrontend(message))
    this.#session.onOutput = () => {
      if (this.#session.process.waitsForClient === 'to send') this.#postmaster.execute(this.#session, refuseCopy)
    }
    await this.#session.settled
    return this.#answer()
  }

  /** Cancels what it executes now, as a CancelRequest does. */
  cancel(): void {
    this.#postmaster.cancel(this.pid, this.#session.cancelKey)
  }

  /** Ends it, as a client does that leaves. */
  async end(): Promise<void> {
    this.#postmaster.execute(this.#session, encodeFrontend({ type: 'Terminate' }))
    await this.#session.settled
  }

  #answer(): QueryResult {
    let columns: readonly string[] = []
    let rows: (string | null)[][] = []
    let command = ''
    let error: ReportFields | null = null
    for (const message of this.#received()) {
      if (message.type === 'RowDescription') {
        columns = message.columns.map(({ name }) => name)
        rows = []
      } else if (message.type === 'DataRow') rows.push(message.values.map(text))
      else if (message.type === 'CommandComplete') command = message.tag
      else if (message.type === 'ErrorResponse') error = message.fields
    }
    if (error) throw new ServerError(error)
    return { columns, rows, command }
  }

  *#received(): Generator<BackendMessage> {
    const bytes = this.#session.takeOutput()
    for (const { offset, length } of frames(bytes)) yield decodeBackend(bytes.subarray(offset, offset + length))
  }
}

function extended(query: string, parameters: readonly (string | null)[]): TypedFrontendMessage[] {
  const encoder = new TextEncoder()
  return [
    { type: 'Parse', statement: '', query, parameterTypeOids: [] },
    {
      type: 'Bind',
      portal: '',
      statement: '',
      parameterFormats: [],
      parameters: parameters.map((value) => (value === null ? null : encoder.encode(value))),
      resultFormats: [],
    },
    { type: 'Describe', target: 'portal', name: '' },
    { type: 'Execute', portal: '', rowLimit: 0 },
    { type: 'Sync' },
  ]
}

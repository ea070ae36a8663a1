/** A client that speaks the protocol, and the server's answers. */
import type { Session } from '../../../src/postgres/server/session.ts'
import { decodeBackend } from '../../../src/wire/decode-backend.ts'
import { encodeFrontend } from '../../../src/wire/encode.ts'
import { frames } from '../../../src/wire/frames.ts'
import type { BackendMessage, FrontendMessage, TransactionStatus } from '../../../src/wire/messages.ts'
import type { ReportFields } from '../../../src/wire/report.ts'
import type { Server } from './server.ts'

/** What came back, in the order it came. */
export class Answer {
  readonly messages: readonly BackendMessage[]
  constructor(messages: readonly BackendMessage[]) {
    this.messages = messages
  }
  static of(bytes: Uint8Array): Answer {
    return new Answer([...frames(bytes)].map(({ offset, length }) => decodeBackend(bytes.subarray(offset, offset + length))))
  }
  #all<T extends BackendMessage['type']>(type: T): Extract<BackendMessage, { type: T }>[] {
    return this.messages.filter((message) => message.type === type) as Extract<BackendMessage, { type: T }>[]
  }
  get types(): string[] {
    return this.messages.map(({ type }) => type)
  }
  get rows(): (string | null)[][] {
    return this.#all('DataRow').map(({ values }) => values.map((value) => value && new TextDecoder().decode(value)))
  }
  get tags(): string[] {
    return this.#all('CommandComplete').map(({ tag }) => tag)
  }
  get notices(): string[] {
    return this.#all('NoticeResponse').map(({ fields }) => `${fields.severity} ${fields.code}: ${fields.message}`)
  }
  get notifications(): string[] {
    return this.#all('NotificationResponse').map(({ channel, payload }) => `${channel}=${payload}`)
  }
  get fields(): ReportFields | undefined {
    return this.#all('ErrorResponse')[0]?.fields
  }
  /** The first error as `ERROR 57014: canceling …`, null if there is none. */
  get error(): string | null {
    return this.fields ? `${this.fields.severity} ${this.fields.code}: ${this.fields.message}` : null
  }
  /** Of the last ReadyForQuery; null means that none came. */
  get status(): TransactionStatus | null {
    return this.#all('ReadyForQuery').at(-1)?.status ?? null
  }
}

export class Client {
  readonly session: Session
  readonly #server: Server
  #greeting: Promise<Answer> | null = null

  constructor(server: Server, session: Session) {
    this.#server = server
    this.session = session
    if (this.isAnswered) this.#greeting = Promise.resolve(this.receive())
  }

  get pid(): number {
    return this.session.process.pid
  }
  get alive(): boolean {
    return this.session.process.alive
  }

  /** The answer to the start-up packet. */
  get greeting(): Promise<Answer> {
    this.#greeting ??= this.answer()
    return this.#greeting
  }

  /** Sends messages without waiting for an answer. Where waits block, the server has executed them. */
  post(...messages: FrontendMessage[]): this {
    for (const message of messages) this.#server.postmaster.execute(this.session, encodeFrontend(message))
    return this
  }

  /** As `post`, a query. */
  start(sql: string): this {
    return this.post({ type: 'Query', query: sql })
  }

  /** What has been written to the client since it last looked. */
  receive(): Answer {
    return Answer.of(this.session.takeOutput())
  }

  /** The session is idle, or needs more from its client. */
  get isAnswered(): boolean {
    const { task, waitsForClient } = this.session.process
    return task === null || (waitsForClient === 'to send' && task.state === 'waiting')
  }

  /** All of its answer. */
  async answer(): Promise<Answer> {
    const { session } = this
    const parts: Uint8Array[] = []
    do {
      if (!(await this.#server.until(() => this.isAnswered || (session.process.waitsForClient === 'to read' && session.hasOutput))))
        throw new Error('nothing can happen any more, and no answer has come')
      parts.push(session.takeOutput())
    } while (!this.isAnswered)
    return Answer.of(Buffer.concat(parts))
  }

  async send(...messages: FrontendMessage[]): Promise<Answer> {
    await this.greeting
    return this.post(...messages).answer()
  }

  query(sql: string): Promise<Answer> {
    return this.send({ type: 'Query', query: sql })
  }

  /** What a query failed with; null if it did not. */
  async error(sql: string): Promise<string | null> {
    return (await this.query(sql)).error
  }

  async rows(sql: string): Promise<(string | null)[][]> {
    return (await this.query(sql)).rows
  }

  /** Runs statements that must succeed; gives the first value of the last row, if any. */
  async value(sql: string): Promise<string | null> {
    const answer = await this.query(sql)
    if (answer.error || answer.status === null) throw new Error(`${sql}: ${answer.error ?? 'the session is gone'}`)
    return answer.rows.at(-1)?.[0] ?? null
  }

  /** Runs statements one after another; all must succeed. */
  async run(...statements: string[]): Promise<this> {
    for (const sql of statements) await this.value(sql)
    return this
  }

  async terminate(): Promise<void> {
    await this.send({ type: 'Terminate' })
  }

  /** Leaves without a Terminate; returns when the session has noticed. */
  async disconnect(): Promise<void> {
    this.#server.postmaster.disconnect(this.session)
    await this.#server.until(() => this.isAnswered)
  }
}

/**
 * A connection as libpq has it: what comes from the server is looked at only when its owner asks, one result at a time, and reports that
 * belong to no result are notices. Decides what a transcript says, and where. May import: wire, server.
 */
import { decodeBackend } from '../../src/wire/decode-backend.ts'
import { encodeFrontend } from '../../src/wire/encode.ts'
import type { BackendMessage } from '../../src/wire/messages.ts'
import type { ReportFields } from '../../src/wire/report.ts'
import { Splitter } from '../../src/wire/splitter.ts'
import type { Server, Stream } from './server.ts'

export type Result =
  /** It had no rows to give. */
  | { readonly kind: 'done' }
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly kind: 'error'; readonly report: ReportFields }
  /** The stream has ended. */
  | { readonly kind: 'lost' }

export interface Notification {
  readonly pid: number
  readonly channel: string
  readonly payload: string
}

export const LOST =
  'server closed the connection unexpectedly\n' +
  '\tThis probably means the server terminated abnormally\n' +
  '\tbefore or while processing the request.\n'

export class Connection {
  readonly #server: Server
  readonly #stream: Stream
  readonly #onNotice: (report: ReportFields) => void
  readonly #splitter = new Splitter('backend')
  readonly #received: BackendMessage[] = []
  #isOver = false
  /** `result`: there is one to take, and what follows it is not looked at before that. */
  #state: 'idle' | 'busy' | 'result' = 'idle'
  #result: Result = { kind: 'done' }
  #columns: readonly string[] = []
  #rows: (string | null)[][] = []
  readonly #notifications: Notification[] = []

  constructor(server: Server, stream: Stream, onNotice: (report: ReportFields) => void = () => {}) {
    this.#server = server
    this.#stream = stream
    this.#onNotice = onNotice
  }

  get pid(): number {
    return this.#stream.pid
  }

  /** Sends a query. */
  send(query: string): void {
    this.#stream.send(encodeFrontend({ type: 'Query', query }))
    this.#state = 'busy'
  }

  /** There is no result yet. */
  get isBusy(): boolean {
    this.#look()
    return this.#state === 'busy'
  }

  /** Until something has come, or the time: gives whether something has. */
  hasReceived(time?: number): Promise<boolean> {
    return this.#server.until(() => this.#stream.isReadable, time)
  }

  /** The next result of the query; null: there are no more. */
  async result(): Promise<Result | null> {
    while (this.isBusy) await this.hasReceived()
    if (this.#state === 'idle') return null
    this.#state = this.#result.kind === 'lost' ? 'idle' : 'busy'
    return this.#result
  }

  async lastResult(): Promise<Result> {
    let last: Result = { kind: 'done' }
    for (let result = await this.result(); result; result = await this.result()) last = result
    return last
  }

  execute(query: string): Promise<Result> {
    this.send(query)
    return this.lastResult()
  }

  takeNotifications(): Notification[] {
    this.#look()
    return this.#notifications.splice(0)
  }

  cancel(): void {
    this.#stream.cancel()
  }

  close(): void {
    this.#stream.close()
  }

  #look(): void {
    while (this.#stream.isReadable && !this.#isOver) {
      const bytes = this.#stream.receive()
      if (bytes) for (const message of this.#splitter.push(bytes)) this.#received.push(decodeBackend(message.bytes.slice()))
      else this.#isOver = true
    }
    while (this.#state !== 'result' && this.#received.length > 0) this.#take(this.#received.shift()!)
    if (this.#state === 'busy' && this.#isOver) this.#finish({ kind: 'lost' })
  }

  #take(message: BackendMessage): void {
    switch (message.type) {
      case 'NoticeResponse':
        this.#onNotice(message.fields)
        break
      case 'NotificationResponse':
        this.#notifications.push(message)
        break
      case 'ErrorResponse':
        if (this.#state === 'idle') this.#onNotice(message.fields)
        else this.#finish({ kind: 'error', report: message.fields })
        break
      case 'RowDescription':
        this.#columns = message.columns.map(({ name }) => name)
        break
      case 'DataRow':
        this.#rows.push(message.values.map((value) => value && new TextDecoder().decode(value)))
        break
      case 'CommandComplete':
        this.#finish(this.#columns.length > 0 ? { kind: 'rows', columns: this.#columns, rows: this.#rows } : { kind: 'done' })
        break
      case 'EmptyQueryResponse':
        this.#finish({ kind: 'done' })
        break
      case 'ReadyForQuery':
        this.#state = 'idle'
        break
      case 'ParameterStatus':
        break
      default:
        throw new Error(`a spec cannot do what is answered by ${message.type}`)
    }
  }

  #finish(result: Result): void {
    this.#result = result
    this.#state = 'result'
    this.#columns = []
    this.#rows = []
  }
}

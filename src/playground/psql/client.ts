/** A client of the server in the worker: logs in, and has commands executed one after another. What comes back is handed on as messages. */
import type { ServerConnection, ServerListener } from '../../live/worker-client.ts'
import { decodeBackend } from '../../wire/decode-backend.ts'
import { encodeFrontend } from '../../wire/encode.ts'
import type { BackendMessage, FrontendMessage, TransactionStatus } from '../../wire/messages.ts'
import type { ReportFields } from '../../wire/report.ts'
import { Splitter } from '../../wire/splitter.ts'

export type Connect = (listener: ServerListener) => ServerConnection

export interface Login {
  readonly user: string
  readonly database: string
  readonly applicationName: string
}

/** Hears what the server answers to one command; bytes in a message hold until it returns. */
export type Heard = (message: BackendMessage) => void

const PASSWORDS: Readonly<Record<string, string>> = { reader: 'reader', postgres: 'postgres' }
const PROTOCOL_MINOR = 0

export class Client {
  /** Resolves when it is logged in; with the server's words if it refuses, or null if it is gone without any. */
  readonly opened: Promise<{ readonly refused: ReportFields | null } | true>
  readonly login: Login
  readonly parameters = new Map<string, string>()
  status: TransactionStatus = 'I'
  pid = 0
  isOpen = true
  readonly #connect: Connect
  readonly #connection: ServerConnection
  readonly #splitter = new Splitter('backend')
  #key = new Uint8Array(0)
  /** Hears what comes between commands, too. */
  readonly #always: Heard
  #heard: Heard | null = null
  #settle: () => void
  #refused: ReportFields | null = null
  #isReady = false

  /** `heard` hears what belongs to no command: notifications, notices, and the FATAL that ends the session. */
  constructor(connect: Connect, login: Login, heard: Heard) {
    this.login = login
    this.#connect = connect
    this.#always = heard
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#settle = resolve
    this.opened = promise.then(() => this.#isReady || { refused: this.#refused })
    this.#connection = connect({ received: (bytes) => this.#receive(bytes), disconnected: () => this.#disconnected() })
    const parameters = {
      user: login.user,
      database: login.database,
      application_name: login.applicationName,
      client_encoding: 'UTF8',
    }
    this.#send({ type: 'StartupMessage', minorVersion: PROTOCOL_MINOR, parameters })
    this.#connection.receive()
  }

  /** Resolves when the server is ready for the next one, or the session has ended. To be called when nothing else is being executed. */
  execute(query: string, heard: Heard): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (!this.isOpen) return Promise.resolve()
    this.#heard = heard
    this.#settle = resolve
    this.#send({ type: 'Query', query })
    return promise
  }

  /** Asks the server to cancel what it executes for this client, on a connection of its own, as libpq does. */
  cancel(): void {
    if (this.#key.length === 0) return
    const connection = this.#connect({ received() {}, disconnected() {} })
    connection.send(encodeFrontend({ type: 'CancelRequest', pid: this.pid, key: this.#key }))
    connection.receive()
  }

  /** Answers a COPY that nobody has rows for. */
  refuseCopy(): void {
    this.#send({ type: 'CopyFail', reason: 'there is nothing to be copied from in a page' })
  }

  close(): void {
    if (!this.isOpen) return
    this.#send({ type: 'Terminate' })
    this.#connection.close()
    this.#disconnected()
  }

  #send(message: FrontendMessage): void {
    this.#connection.send(encodeFrontend(message))
  }

  #receive(bytes: Uint8Array): void {
    try {
      for (const { bytes: message } of this.#splitter.push(bytes)) this.#hear(decodeBackend(message))
    } catch (error) {
      // A program that has found a way to the worker's own functions can have it say anything
      console.warn(error)
      this.#connection.close()
      this.#disconnected()
      return
    }
    this.#connection.receive()
  }

  #hear(message: BackendMessage): void {
    switch (message.type) {
      case 'AuthenticationCleartextPassword':
        this.#send({ type: 'PasswordMessage', password: PASSWORDS[this.login.user] ?? '' })
        break
      case 'BackendKeyData':
        this.pid = message.pid
        this.#key = message.key.slice()
        break
      case 'ParameterStatus':
        this.parameters.set(message.name, message.value)
        break
      case 'ReadyForQuery':
        this.status = message.status
        this.#isReady = true
        this.#heard = null
        this.#settle()
        break
      case 'ErrorResponse':
        if (!this.#isReady) this.#refused = message.fields
        else (this.#heard ?? this.#always)(message)
        break
      default:
        if (this.#isReady) (this.#heard ?? this.#always)(message)
    }
  }

  #disconnected(): void {
    this.isOpen = false
    this.#heard = null
    this.#settle()
  }
}

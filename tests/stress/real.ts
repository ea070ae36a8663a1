/** A real PostgreSQL 18 on this machine. */
import { connect } from 'node:net'
import pg from 'pg'
import { encodeFrontend } from '../../src/wire/encode.ts'
import { type RealServer as Process, startRealServer } from '../examples/real-server.ts'
import { type Answer, type Connection, isOdd, type Pending, type Server } from './server.ts'

/** Values as they come. */
const AS_TEXT = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig

type Result = pg.QueryArrayResult<(string | null)[]>

/** What its types leave out. */
interface Internals {
  readonly processID?: number
  readonly secretKey?: number
  readonly connection?: pg.Connection
  readonly readyForQuery?: boolean
}

export class RealServer implements Server {
  readonly name = 'real PostgreSQL'
  readonly patience = 1000
  readonly oddities: string[] = []
  readonly #process: Process

  private constructor(process: Process) {
    this.#process = process
  }

  static async start(): Promise<RealServer> {
    return new RealServer(await startRealServer())
  }

  get port(): number {
    return this.#process.port
  }

  async play(clients: readonly (() => Promise<void>)[]): Promise<void> {
    await Promise.all(clients.map((client) => client()))
  }

  async connect(options: string): Promise<Connection | null> {
    const client = new pg.Client({
      host: 'localhost',
      port: this.port,
      user: 'postgres',
      password: 'postgres',
      database: 'postgres',
      options,
      types: AS_TEXT,
    })
    const connection = new RealConnection(this, client)
    try {
      await client.connect()
      return connection
    } catch {
      return null
    }
  }

  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => (milliseconds > 0 ? setTimeout(resolve, milliseconds) : setImmediate(resolve)))
  }

  stop(): Promise<void> {
    return this.#process.stop()
  }
}

class RealConnection implements Connection {
  readonly #server: RealServer
  readonly #client: pg.Client & Internals
  readonly #notifications: string[] = []
  #fatal: string | null = null
  #hasEnded = false
  readonly #ended: Promise<void>

  constructor(server: RealServer, client: pg.Client) {
    this.#server = server
    this.#client = client
    client.on('error', (error: Error & { code?: string; severity?: string }) => {
      if (error.severity === 'FATAL') this.#fatal = error.code ?? null
    })
    client.on('notification', ({ payload }) => this.#notifications.push(payload ?? ''))
    client.on('notice', ({ severity = '', message = '' }) => {
      if (isOdd({ severity, message })) server.oddities.push(message)
    })
    this.#ended = new Promise((resolve) =>
      client.once('end', () => {
        this.#hasEnded = true
        resolve()
      }),
    )
  }

  get pid(): number {
    return this.#client.processID!
  }

  start(sql: string): Pending {
    const pending = { answer: null as Answer | null }
    const answered = this.query(sql).then((answer) => {
      pending.answer = answer
      return answer
    })
    return Object.assign(pending, { wait: () => answered })
  }

  async query(sql: string): Promise<Answer> {
    try {
      const answer = (await this.#client.query({ text: sql, rowMode: 'array' })) as unknown as Result | Result[]
      const results = Array.isArray(answer) ? answer : [answer]
      const rows = results.findLast(({ fields }) => fields.length > 0)?.rows ?? []
      const { command, rowCount } = results.at(-1)!
      return { rows, command: command.split(' ')[0]!, count: rowCount, error: null, lost: false }
    } catch (thrown) {
      const { code, severity } = thrown as { code?: string; severity?: string }
      if (severity === 'ERROR') await this.#untilReady()
      if (severity === 'ERROR' && this.#client.readyForQuery) return { rows: [], command: null, count: null, error: code!, lost: false }
      await this.#ended
      return { rows: [], command: null, count: null, error: severity === 'FATAL' ? code! : this.#fatal, lost: true }
    }
  }

  /** The error comes first, then the transaction ends and releases its locks, and then the session is ready. */
  async #untilReady(): Promise<void> {
    const ready = () => new Promise<void>((resolve) => this.#client.connection!.once('readyForQuery', () => resolve()))
    while (!this.#client.readyForQuery && !this.#hasEnded) await Promise.race([ready(), this.#ended])
  }

  cancel(): void {
    const key = new Uint8Array(4)
    new DataView(key.buffer).setInt32(0, this.#client.secretKey!)
    const socket = connect(this.#server.port, 'localhost', () => socket.end(encodeFrontend({ type: 'CancelRequest', pid: this.pid, key })))
    socket.on('error', () => {}) // it may be closed before we have
  }

  vanish(): void {
    // What has been sent is on its way
    setImmediate(() => this.#client.connection!.stream.destroy())
  }

  close(): Promise<void> {
    return this.#client.end()
  }

  takeNotifications(): string[] {
    return this.#notifications.splice(0)
  }
}

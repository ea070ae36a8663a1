/** A real PostgreSQL 18 on this machine. What is done in a session is done in a database that lasts until the next reset. */
import { connect, type Socket } from 'node:net'
import pg from 'pg'
import { encodeFrontend } from '../../src/wire/encode.ts'
import { type RealServer as Process, startRealServer } from '../examples/real-server.ts'
import { DATABASE, type Parameters, type Server, type Stream } from './server.ts'

/** What the types of its client leave out. */
interface Internals {
  readonly processID: number
  readonly secretKey: number
  readonly connection: { readonly stream: Socket }
}

export class RealServer implements Server {
  readonly name = 'real'
  readonly #process: Process
  #look: () => void = () => {}

  private constructor(process: Process) {
    this.#process = process
  }

  static async start(): Promise<RealServer> {
    const server = new RealServer(await startRealServer())
    await server.reset()
    return server
  }

  get port(): number {
    return this.#process.port
  }

  play<T>(work: () => Promise<T>): Promise<T> {
    return work()
  }

  #client(database: string, parameters: Partial<Parameters> = {}): pg.Client {
    return new pg.Client({ host: 'localhost', port: this.port, user: 'postgres', password: 'postgres', database, ...parameters })
  }

  async connect(parameters: Parameters): Promise<Stream> {
    const client = this.#client(DATABASE, parameters)
    await client.connect()
    return new RealStream(client as unknown as Internals, this.port, () => this.#look())
  }

  now(): number {
    return performance.now()
  }

  async until(isSo: () => boolean, time = Number.POSITIVE_INFINITY): Promise<boolean> {
    while (!isSo() && this.now() < time) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#look = resolve
      const timer = time < Number.POSITIVE_INFINITY ? setTimeout(resolve, Math.ceil(time - this.now())) : undefined
      await promise
      clearTimeout(timer)
    }
    return isSo()
  }

  async reset(): Promise<void> {
    const client = this.#client('postgres')
    await client.connect()
    await client.query(`drop database if exists ${DATABASE} with (force)`)
    await client.query(`create database ${DATABASE} template template0`)
    await client.end()
  }

  stop(): Promise<void> {
    return this.#process.stop()
  }
}

class RealStream implements Stream {
  readonly pid: number
  readonly #key = new Uint8Array(4)
  readonly #port: number
  readonly #socket: Socket
  readonly #received: Uint8Array[] = []
  #hasEnded = false

  /** Takes the socket of a client that has been let in. */
  constructor({ processID, secretKey, connection }: Internals, port: number, onReadable: () => void) {
    this.pid = processID
    new DataView(this.#key.buffer).setInt32(0, secretKey)
    this.#port = port
    this.#socket = connection.stream
    this.#socket.removeAllListeners()
    this.#socket.on('data', (bytes: Buffer) => {
      this.#received.push(bytes)
      onReadable()
    })
    this.#socket.on('close', () => {
      this.#hasEnded = true
      onReadable()
    })
    this.#socket.on('error', () => {}) // it is closed then
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  get isReadable(): boolean {
    return this.#received.length > 0 || this.#hasEnded
  }

  receive(): Uint8Array | null {
    return this.#received.shift() ?? null
  }

  cancel(): void {
    const socket = connect(this.#port, 'localhost', () =>
      socket.end(encodeFrontend({ type: 'CancelRequest', pid: this.pid, key: this.#key })),
    )
    socket.on('error', () => {}) // the server may have closed it already
  }

  close(): void {
    this.#socket.end(encodeFrontend({ type: 'Terminate' }))
  }
}

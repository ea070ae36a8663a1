/**
 * What lies between a client and the postmaster and is simulated here: the network, and that the password is asked for before PostgreSQL
 * does, which then checks it. Everything behind it is PostgreSQL. One host is reachable, under its usual names, on one port.
 */

import { encodeBackend } from '../../wire/encode.ts'
import { ProtocolError } from '../../wire/protocol-error.ts'
import { Splitter } from '../../wire/splitter.ts'
import { decodeStartUpPacket } from '../../wire/start-up-packet.ts'
import type { Postmaster } from './postmaster.ts'
import type { Session } from './session.ts'

const PORT = 5432
/** Names and addresses of this machine, with the address that a connection to them would have. */
const HOSTS: ReadonlyMap<string, string> = new Map([
  ['localhost', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
])
const IS_ADDRESS = /^[\d.]+$|:/

/** A client reads so many bytes at a time: as many as the driver asks a socket for. */
const READS = 1 << 18

/** A connection that could not be made, with the name of the errno that a socket would report. */
export class NetworkError extends Error {
  readonly code: 'ECONNREFUSED' | 'ENOENT' | 'ETIMEDOUT'
  constructor(code: NetworkError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** The address of a host, null if the name is not known. */
export const resolve = (host: string): string | null => HOSTS.get(host) ?? (IS_ADDRESS.test(host) ? host : null)

/** Throws NetworkError. `host` may be a folder for a Unix socket; there is none. */
export function connect(postmaster: Postmaster, host: string, port: number): Connection {
  if (host.startsWith('/')) throw new NetworkError('ENOENT', `${host}/.s.PGSQL.${port}`)
  if (!HOSTS.has(host)) throw new NetworkError('ETIMEDOUT', host)
  if (port !== PORT) throw new NetworkError('ECONNREFUSED', `${host}:${port}`)
  return new Connection(postmaster)
}

/** A client's end of a stream to the server. */
export class Connection {
  readonly #postmaster: Postmaster
  readonly #splitter = new Splitter('frontend')
  /** Answers of the front door itself. */
  readonly #answers: Uint8Array[] = []
  #session: Session | null = null
  /** The start-up packet of a client that has yet to answer with a password. */
  #asked: Uint8Array | null = null
  #closed = false

  constructor(postmaster: Postmaster) {
    this.#postmaster = postmaster
  }

  /**
   * Gives bytes to the server, which executes what is complete, or cancels it as it begins. A connection that the server has closed takes
   * and drops them.
   */
  send(bytes: Uint8Array, cancelled = false): void {
    if (this.#closed || this.#session?.process.alive === false) return
    try {
      for (const { code, bytes: message } of this.#splitter.push(bytes)) {
        if (code === null) this.#greet(message)
        else if (this.#asked) {
          this.#session = this.#postmaster.open(this.#asked, message)
          this.#asked = null
        } else if (this.#session) this.#postmaster.execute(this.#session, message, cancelled)
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#refuse('08P01', error.problem)
    }
  }

  /** Says why, and ends the stream: what follows cannot be told apart any more, or is not to be heard. */
  #refuse(code: string, message: string): void {
    this.#answers.push(
      encodeBackend({ type: 'ErrorResponse', fields: { severity: 'FATAL', severityNonlocalized: 'FATAL', code, message } }),
    )
    this.close()
  }

  #greet(packet: Uint8Array): void {
    const start = decodeStartUpPacket(packet)
    switch (start.type) {
      case 'SSLRequest':
      case 'GSSENCRequest':
        this.#answers.push(Uint8Array.of('N'.charCodeAt(0)))
        break
      case 'CancelRequest':
        this.#postmaster.cancel(start.pid, start.key)
        this.#closed = true
        break
      case 'StartupMessage': {
        if (this.#postmaster.crashed) {
          this.#refuse('57P03', 'the database system is in recovery mode')
          break
        }
        this.#asked = packet
        this.#answers.push(encodeBackend({ type: 'AuthenticationCleartextPassword' }))
      }
    }
  }

  /** There are bytes from the server, or it has ended the stream. */
  get readable(): boolean {
    return this.#answers.length > 0 || this.#session?.hasOutput === true || this.#closed || this.#session?.process.alive === false
  }

  /** The server is executing something for it. */
  get busy(): boolean {
    return this.#session?.process.task != null
  }

  /** The bytes there are; null is the end of the stream, or that nothing has come yet. */
  receive(): Uint8Array | null {
    return this.#answers.shift() ?? (this.#session?.hasOutput ? this.#session.takeOutput(READS) : null)
  }

  /** Ends the stream. A session that has not been told to end notices that its client is gone. */
  close(): void {
    if (this.#session?.process.alive) this.#postmaster.disconnect(this.#session)
    this.#closed = true
  }

  /** The pid of the backend; null before there is one. */
  get pid(): number | null {
    return this.#session?.process.pid ?? null
  }
}

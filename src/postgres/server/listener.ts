/**
 * What is simulated of the way from a client to the server: the network, on which one host is reachable on one port, and the postmaster's
 * side of a connection until there is a session, which is PostgreSQL's own: it asks for a password, too. Where a wait would block it could not
 * wait for the answer. There the password is asked for here, before the session starts; PostgreSQL checks it.
 */

import { Task } from '../../scheduling/task.ts'
import { encodeBackend } from '../../wire/encode.ts'
import { ProtocolError } from '../../wire/protocol-error.ts'
import { Splitter } from '../../wire/splitter.ts'
import { decodeStartUpPacket } from '../../wire/start-up-packet.ts'
import { SendBuffer } from '../process/send-buffer.ts'
import type { Postmaster } from './postmaster.ts'
import type { Session } from './session.ts'

const PORT = 5432
/** The host's names, and the address of each. */
const HOSTS: ReadonlyMap<string, string> = new Map([
  ['localhost', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
])
const IS_ADDRESS = /^[\d.]+$|:/

/** PG_MAX_AUTH_TOKEN_LENGTH: a client that has yet to log in sends no longer message. */
const LONGEST_LOGIN_MESSAGE = 65_535

/** A client reads so many bytes at a time: as the driver from a socket. */
const READ_SIZE = 1 << 18

/** A connection that cannot be made, with the errno that connect() would set. */
export class NetworkError extends Error {
  readonly code: 'ECONNREFUSED' | 'ENOENT' | 'ETIMEDOUT'
  constructor(code: NetworkError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** The address of a host; null for an unknown name. */
export const resolve = (host: string): string | null => HOSTS.get(host) ?? (IS_ADDRESS.test(host) ? host : null)

/** Throws NetworkError. A `host` that begins with a slash is a folder of Unix sockets, of which there are none. */
export function connect(postmaster: Postmaster, host: string, port: number): Connection {
  if (host.startsWith('/')) throw new NetworkError('ENOENT', `${host}/.s.PGSQL.${port}`)
  if (!HOSTS.has(host)) throw new NetworkError('ETIMEDOUT', host)
  if (port !== PORT) throw new NetworkError('ECONNREFUSED', `${host}:${port}`)
  return new Connection(postmaster)
}

/** A client's end of a stream to the server. */
export class Connection {
  /** Called when the session has written something. */
  onOutput: () => void = () => {}
  readonly #postmaster: Postmaster
  readonly #isHidden: boolean
  readonly #splitter = new Splitter('frontend')
  /** What the server answers before there is a session. */
  readonly #answers: Uint8Array[] = []
  #session: Session | null = null
  /** Where waits block: the start-up packet of a client that has yet to send its password. */
  #startUpPacket: Uint8Array | null = null
  #closed = false
  readonly #sendBuffer = new SendBuffer()
  /** How many bytes of an incomplete message the backend has read. It is given whole messages. */
  #readAhead = 0
  /** Other tasks have run since the last bytes were sent. */
  #hasArrived = false
  /** The client waits for room, or is to. */
  #isFull = false

  /** `isHidden`: nothing of its session becomes an event. */
  constructor(postmaster: Postmaster, isHidden = false) {
    this.#postmaster = postmaster
    this.#isHidden = isHidden
  }

  /** The server executes what is complete. `cancelled`: it cancels each command as it begins. After the end of the stream, bytes are dropped. */
  send(bytes: Uint8Array, cancelled = false): void {
    if (this.#hasEnded) return
    this.#hasArrived = false
    try {
      for (const { code, bytes: message } of this.#splitter.push(bytes)) {
        if (code === null) this.#startUp(message)
        else if (this.#startUpPacket) {
          this.#open(this.#startUpPacket, message)
          this.#startUpPacket = null
        } else if (this.#session) this.#postmaster.execute(this.#session, message, cancelled)
      }
      if (this.#isTooLongForALogin) this.close()
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      if (error.sqlstate === null) this.close()
      else this.#refuse(error.sqlstate, error.problem)
    }
  }

  /** PostgreSQL waits for a password, and what has come of it is too long. It would close the connection without a word. */
  get #isTooLongForALogin(): boolean {
    const { process, started } = this.#session ?? {}
    return process?.waitsForClient === 'to send' && !started && process.unread === 0 && this.#splitter.unfinished > LONGEST_LOGIN_MESSAGE
  }

  /**
   * How many of so many bytes can be sent without waiting. Bytes take their time: they arrive when other tasks run. Where waits block,
   * nobody could make room meanwhile, and there is no limit.
   */
  room(length: number): number {
    const { scheduler } = this.#postmaster
    if (this.#hasEnded || !scheduler.suspends) return length
    const room = this.#buffer.take(length)
    if (room < length) {
      this.#isFull = true
      const arrive = () => {
        this.#hasArrived = true
        this.#makeRoom()
      }
      scheduler.spawn(new Task('network', arrive))
    }
    return room
  }

  /** As poll() says it of a socket. */
  get isWritable(): boolean {
    return this.#hasEnded || this.#buffer.isWritable
  }

  /** What is between the client and its backend now. */
  get #buffer(): SendBuffer {
    const { unfinished } = this.#splitter
    const process = this.#session?.process
    const isReading = this.#hasArrived && (!process?.task || process.waitsForClient === 'to send')
    this.#readAhead = isReading ? unfinished : Math.min(this.#readAhead, unfinished)
    this.#sendBuffer.unread = (process?.unread ?? 0) + unfinished - this.#readAhead
    return this.#sendBuffer
  }

  /** The backend has read something. */
  #makeRoom(): void {
    if (!this.#isFull || !this.isWritable) return
    this.#isFull = false
    this.#postmaster.scheduler.conditionsChanged()
  }

  /** Sends an error and ends the stream. */
  #refuse(code: string, message: string): void {
    this.#answers.push(
      encodeBackend({ type: 'ErrorResponse', fields: { severity: 'FATAL', severityNonlocalized: 'FATAL', code, message } }),
    )
    this.close()
  }

  #startUp(packet: Uint8Array): void {
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
        if (this.#postmaster.scheduler.suspends) this.#open(packet)
        else {
          this.#startUpPacket = packet
          this.#answers.push(encodeBackend({ type: 'AuthenticationCleartextPassword' }))
        }
      }
    }
  }

  #open(packet: Uint8Array, password: Uint8Array | null = null): void {
    this.#session = this.#postmaster.open(packet, 'network', password, this.#isHidden)
    this.#session.process.onRead = () => this.#makeRoom()
    this.#session.onOutput = () => this.onOutput()
  }

  /** There are bytes from the server, or the stream has ended. */
  get readable(): boolean {
    return this.#answers.length > 0 || this.#session?.hasOutput === true || this.#hasEnded
  }

  get #hasEnded(): boolean {
    return this.#closed || this.#session?.process.alive === false
  }

  /** The server is executing something for it. */
  get busy(): boolean {
    const { task, waitsForClient } = this.#session?.process ?? {}
    return task != null && !(task.state === 'waiting' && waitsForClient === 'to send')
  }

  /** The bytes that have come; null for none, which is the end of the stream if `readable`. */
  receive(): Uint8Array | null {
    return this.#answers.shift() ?? (this.#session?.hasOutput ? this.#session.takeOutput(READ_SIZE) : null)
  }

  /** Sends nothing more, but may still read. */
  end(): void {
    if (this.#session) this.#postmaster.endInput(this.#session)
    else this.#closed = true
  }

  /** Ends the stream. A session that has not received Terminate notices that its client is gone. */
  close(): void {
    if (this.#session?.process.alive) this.#postmaster.disconnect(this.#session)
    this.#closed = true
  }

  /** Its session has been ready for a query. */
  get isLoggedIn(): boolean {
    return this.#session?.started === true
  }

  /** The pid of the backend; null before there is one. */
  get pid(): number | null {
    return this.#session?.process.pid ?? null
  }
}

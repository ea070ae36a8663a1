/** The network between the program and the server, with the faults that the page asks for. All of them are simulated: there is no cable. */
import type { Fault } from '../messages/run.ts'
import { type Connection, connect, NetworkError } from '../postgres/server/listener.ts'
import type { Postmaster } from '../postgres/server/postmaster.ts'
import type { PythonStream } from '../python/host/interpreter.ts'
import { Task } from '../scheduling/task.ts'

export class Network {
  readonly #server: () => Postmaster
  readonly #streams = new Set<Stream>()
  #refuses = false
  #isStalled = false

  /** `server` is asked for when a program connects. */
  constructor(server: () => Postmaster) {
    this.#server = server
  }

  /** A stream, or the name of an errno. */
  connect(host: string, port: number): PythonStream | NetworkError['code'] {
    try {
      const connection = connect(this.#server(), host, port)
      if (this.#refuses) return 'ECONNREFUSED'
      const stream = new Stream(connection, this.#isStalled, () => this.#streams.delete(stream))
      this.#streams.add(stream)
      return stream
    } catch (error) {
      if (error instanceof NetworkError) return error.code
      throw error
    }
  }

  suffer(fault: Exclude<Fault, 'restart'>): void {
    if (fault === 'refuse' || fault === 'accept') this.#refuses = fault === 'refuse'
    else if (fault === 'drop') {
      // All at once: a lock that one of them had held would else be given to another, which would hear of it
      for (const stream of this.#streams) stream.isDropped = true
      for (const stream of this.#streams) stream.close()
    } else {
      this.#isStalled = fault === 'stall'
      for (const stream of this.#streams) stream.isStalled = this.#isStalled
      const { scheduler } = this.#server()
      // What was on its way arrives
      if (!this.#isStalled) scheduler.call(new Task('the network', () => this.#flow(), { callsOthers: true }))
    }
    this.#server().scheduler.conditionsChanged()
  }

  #flow(): void {
    for (const stream of this.#streams) stream.flow()
  }
}

class Stream implements PythonStream {
  isStalled: boolean
  /** Both ends find it closed. */
  isDropped = false
  readonly #connection: Connection
  readonly #closed: () => void
  /** What was sent, and has yet to arrive. */
  readonly #onItsWay: [data: Uint8Array, interrupted: boolean][] = []

  constructor(connection: Connection, isStalled: boolean, closed: () => void) {
    this.#connection = connection
    this.isStalled = isStalled
    this.#closed = closed
  }

  room(length: number): number {
    return this.isStalled ? length : this.#connection.room(length)
  }

  send(data: Uint8Array, interrupted: boolean): void {
    if (this.isStalled) this.#onItsWay.push([data.slice(), interrupted])
    else this.#connection.send(data, interrupted)
  }

  receive(): Uint8Array | undefined {
    return this.isDropped || this.isStalled ? undefined : (this.#connection.receive() ?? undefined)
  }

  readable(): boolean {
    return this.isDropped || (!this.isStalled && this.#connection.readable)
  }

  writable(): boolean {
    return this.isStalled || this.#connection.isWritable
  }

  close(): void {
    this.#closed()
    this.#connection.close()
  }

  flow(): void {
    for (const [data, interrupted] of this.#onItsWay.splice(0)) this.#connection.send(data, interrupted)
  }
}

/** The server's sessions for clients over TCP or a Unix socket: bytes in, bytes out, each direction no faster than the other side takes it. */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { Connection } from '../postgres/server/listener.ts'
import type { Postmaster } from '../postgres/server/postmaster.ts'
import type { HostClock } from '../scheduling/clock.ts'
import { Task } from '../scheduling/task.ts'

/** Where to listen: a port, or the path of a Unix socket. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string }

export class TcpServer {
  readonly #server: Server
  readonly #clients = new Set<Client>()

  /** `clock` is the one that the server reads. */
  constructor(postmaster: Postmaster, clock: HostClock) {
    this.#server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
      const client = new Client(socket, postmaster, clock)
      this.#clients.add(client)
      socket.on('close', () => this.#clients.delete(client))
    })
  }

  /** Resolves when it accepts clients. Rejects if the port is taken, or there is no such folder. */
  async listen(address: Address): Promise<void> {
    this.#server.listen(address)
    await once(this.#server, 'listening')
  }

  /** The port, if that was left to the system. */
  get port(): number | null {
    const address = this.#server.address()
    return address && typeof address === 'object' ? address.port : null
  }

  /** Takes no more clients. Resolves when those that are there have left. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }

  /** To be called when all sessions have ended: clients get what there is for them if they read it now, and are gone. */
  closeConnections(): void {
    for (const client of this.#clients) client.leave()
  }
}

class Client {
  readonly #socket: Socket
  readonly #postmaster: Postmaster
  readonly #connection: Connection
  /** Lets the clock go on as it likes; called when the client has logged in, or is gone. */
  #releaseClock: (() => void) | null
  /** What has arrived and there is no room for yet. */
  readonly #arrived: Uint8Array[] = []
  /** The client sends nothing more. */
  #hasEnded = false
  /** All sessions have been ended. */
  #isLeaving = false
  /** The socket is closed: by us, by both, or because the client is gone. */
  #isClosed = false

  constructor(socket: Socket, postmaster: Postmaster, clock: HostClock) {
    this.#socket = socket
    this.#postmaster = postmaster
    this.#connection = new Connection(postmaster)
    this.#releaseClock = clock.hold()
    this.#connection.onOutput = () => this.#sendOutput()
    const { scheduler } = postmaster
    const changed = () => scheduler.conditionsChanged()
    socket.on('data', (bytes: Buffer) => {
      // The backend begins at once, before others that are ready, as if it had a processor of its own
      if (this.#arrived.push(bytes) === 1) scheduler.call(new Task('bytes of a client', () => this.#deliver(), { callsOthers: true }))
    })
    socket.on('drain', changed)
    socket.on('end', () => {
      this.#hasEnded = true
      changed()
    })
    socket.on('close', () => {
      this.#isClosed = true
      changed()
    })
    socket.on('error', () => {}) // it is followed by close
    scheduler.spawn(new Task('from a client', () => this.#receive(), { callsOthers: true }))
    scheduler.spawn(new Task('to a client', () => this.#send(), { callsOthers: true }))
  }

  /** Hands the backend what has arrived, as far as there is room for it. */
  #deliver(): void {
    for (let bytes = this.#arrived[0]; bytes && !this.#isOver; bytes = this.#arrived[0]) {
      const room = this.#connection.room(bytes.length)
      this.#connection.send(bytes.subarray(0, room))
      if (room < bytes.length) {
        this.#arrived[0] = bytes.subarray(room)
        this.#socket.pause()
        break
      }
      this.#arrived.shift()
    }
    this.#postmaster.scheduler.conditionsChanged() // what is answered before there is a session
  }

  /** Delivers what there was no room for, and sees to the end. */
  async #receive(): Promise<void> {
    const { scheduler, clock, authenticationTimeout } = this.#postmaster
    const limit = clock.now() + authenticationTimeout
    for (;;) {
      // From its start-up packet on, PostgreSQL itself applies the limit
      const isStarting = this.#connection.pid === null
      const hasChanged = () =>
        this.#isOver ||
        (this.#arrived.length > 0 ? this.#connection.isWritable : this.#hasEnded) ||
        isStarting !== (this.#connection.pid === null)
      await scheduler.wait(isStarting ? limit : Number.POSITIVE_INFINITY, hasChanged)
      if (this.#isOver || (this.#connection.pid === null && clock.now() >= limit)) break
      this.#deliver()
      if (this.#hasEnded && this.#arrived.length === 0) {
        this.#connection.end()
        scheduler.conditionsChanged()
        await scheduler.wait(undefined, () => this.#isOver)
        break
      }
      if (this.#arrived.length === 0) this.#socket.resume()
    }
    this.#connection.close()
    scheduler.conditionsChanged()
  }

  /** Sends what there was no room for, what is answered before there is a session, and the end. */
  async #send(): Promise<void> {
    const { scheduler } = this.#postmaster
    for (;;) {
      await scheduler.wait(undefined, () => (this.#connection.readable && !this.#socket.writableNeedDrain) || this.#isOver)
      const bytes = this.#isClosed ? null : this.#connection.receive()
      if (this.#connection.isLoggedIn) this.#letTheClockGo()
      if (bytes) this.#socket.write(bytes)
      else if (this.#connection.readable || this.#isOver) break
    }
    this.#letTheClockGo()
    // When all has been written. A client that stays must not keep the descriptor
    if (this.#isLeaving) this.#socket.destroy()
    else this.#socket.destroySoon()
  }

  /** Sends at once what there is, so that the client works on it while other sessions run; no more than the system takes. */
  #sendOutput(): void {
    while (!this.#isOver && !this.#socket.writableNeedDrain) {
      const bytes = this.#connection.receive()
      if (!bytes) break
      this.#socket.write(bytes)
    }
    if (this.#connection.isLoggedIn) this.#letTheClockGo()
  }

  leave(): void {
    this.#isLeaving = true
    if (this.#socket.writableLength > 0) this.#socket.destroy()
    this.#postmaster.scheduler.conditionsChanged()
  }

  /** Nothing more comes from it. */
  get #isOver(): boolean {
    return this.#isClosed || this.#isLeaving
  }

  /** Until a client has logged in, a clock that passes over sleeps must not pass over authentication_timeout: the network takes its time. */
  #letTheClockGo(): void {
    if (!this.#releaseClock) return
    this.#releaseClock()
    this.#releaseClock = null
    this.#postmaster.scheduler.timersChanged()
  }
}

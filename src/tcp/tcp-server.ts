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
  #arrived: Buffer[] = []
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
    const changed = () => postmaster.scheduler.conditionsChanged()
    socket.on('data', (bytes: Buffer) => {
      this.#arrived.push(bytes)
      socket.pause() // until the backend has room for it
      changed()
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
    postmaster.scheduler.spawn(new Task('from a client', () => this.#receive(), { callsOthers: true }))
    postmaster.scheduler.spawn(new Task('to a client', () => this.#send(), { callsOthers: true }))
  }

  async #receive(): Promise<void> {
    const { scheduler, clock, authenticationTimeout } = this.#postmaster
    const limit = clock.now() + authenticationTimeout
    for (;;) {
      // From its start-up packet on, PostgreSQL itself applies the limit
      const deadline = this.#connection.pid === null ? limit : Number.POSITIVE_INFINITY
      await scheduler.wait(deadline, () => this.#arrived.length > 0 || this.#hasEnded || this.#isOver)
      if (this.#isOver || clock.now() >= deadline) break
      const bytes = Buffer.concat(this.#arrived)
      this.#arrived = []
      for (let at = 0; at < bytes.length && !this.#isOver; ) {
        const room = this.#connection.room(bytes.length - at)
        this.#connection.send(bytes.subarray(at, at + room))
        scheduler.conditionsChanged() // what is answered before there is a session
        at += room
        if (at < bytes.length) await scheduler.wait(undefined, () => this.#connection.isWritable || this.#isOver)
      }
      if (this.#hasEnded && this.#arrived.length === 0) {
        this.#connection.end()
        scheduler.conditionsChanged()
        await scheduler.wait(undefined, () => this.#isOver)
        break
      }
      this.#socket.resume()
    }
    this.#connection.close()
    scheduler.conditionsChanged()
  }

  async #send(): Promise<void> {
    const { scheduler } = this.#postmaster
    for (;;) {
      await scheduler.wait(undefined, () => this.#connection.readable || this.#isOver)
      const bytes = this.#isClosed ? null : this.#connection.receive()
      if (this.#connection.isLoggedIn) this.#letTheClockGo()
      if (!bytes) break
      if (!this.#socket.write(bytes)) await scheduler.wait(undefined, () => !this.#socket.writableNeedDrain || this.#isOver)
    }
    this.#letTheClockGo()
    // When all has been written. A client that stays must not keep the descriptor
    if (this.#isLeaving) this.#socket.destroy()
    else this.#socket.destroySoon()
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

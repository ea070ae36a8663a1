/** The server's sessions for clients over TCP or a Unix socket: bytes in, bytes out, each direction no faster than the other side takes it. */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { Connection } from '../postgres/server/listener.ts'
import type { Postmaster } from '../postgres/server/postmaster.ts'
import { Task } from '../scheduling/task.ts'

/** Where to listen: a port, or the path of a Unix socket. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string }

export class TcpServer {
  readonly #server: Server

  constructor(postmaster: Postmaster) {
    this.#server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => void new Client(socket, postmaster))
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
}

class Client {
  readonly #socket: Socket
  readonly #postmaster: Postmaster
  readonly #connection: Connection
  /** What has arrived and there is no room for yet. */
  #arrived: Buffer[] = []
  #isGone = false

  constructor(socket: Socket, postmaster: Postmaster) {
    this.#socket = socket
    this.#postmaster = postmaster
    this.#connection = new Connection(postmaster)
    const changed = () => postmaster.scheduler.conditionsChanged()
    socket.on('data', (bytes: Buffer) => {
      this.#arrived.push(bytes)
      socket.pause() // until the backend has room for it
      changed()
    })
    socket.on('drain', changed)
    const gone = () => {
      this.#isGone = true
      changed()
    }
    socket.on('end', gone).on('close', gone)
    socket.on('error', () => {}) // it is followed by close
    postmaster.scheduler.spawn(new Task('from a client', () => this.#receive(), { callsOthers: true }))
    postmaster.scheduler.spawn(new Task('to a client', () => this.#send(), { callsOthers: true }))
  }

  async #receive(): Promise<void> {
    const { scheduler } = this.#postmaster
    for (;;) {
      await scheduler.wait(undefined, () => this.#arrived.length > 0 || this.#isGone)
      const bytes = Buffer.concat(this.#arrived)
      this.#arrived = []
      for (let at = 0; at < bytes.length; ) {
        const room = this.#connection.room(bytes.length - at)
        this.#connection.send(bytes.subarray(at, at + room))
        scheduler.conditionsChanged() // what is answered before there is a session
        at += room
        if (at < bytes.length) await scheduler.wait(undefined, () => this.#connection.isWritable)
      }
      if (this.#isGone) return this.#connection.close()
      this.#socket.resume()
    }
  }

  async #send(): Promise<void> {
    const { scheduler } = this.#postmaster
    for (;;) {
      await scheduler.wait(undefined, () => this.#connection.readable || this.#socket.destroyed)
      const bytes = this.#socket.destroyed ? null : this.#connection.receive()
      if (!bytes) break
      if (!this.#socket.write(bytes)) await scheduler.wait(undefined, () => !this.#socket.writableNeedDrain || this.#socket.destroyed)
    }
    // When all has been written. A client that stays must not keep the descriptor
    this.#socket.destroySoon()
  }
}

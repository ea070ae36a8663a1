/** The page's own connections to the server of this worker, each by a number: psql's, for one. Bytes both ways. */
import type { ClientMessage, ServerMessage } from '../messages/run.ts'
import { Connection } from '../postgres/server/listener.ts'
import type { Postmaster } from '../postgres/server/postmaster.ts'
import { Task } from '../scheduling/task.ts'

/** Where waits block, alarms are looked for so often while nothing runs. In milliseconds. */
const ALARMS_EVERY = 50

export class Clients {
  /** Hears what is for the page. */
  onMessage: (message: ServerMessage) => void = () => {}
  readonly #postmaster: Postmaster
  readonly #clients = new Map<number, Client>()

  constructor(postmaster: Postmaster) {
    this.#postmaster = postmaster
  }

  get isEmpty(): boolean {
    return this.#clients.size === 0
  }

  /** The backends of these clients. */
  get pids(): ReadonlySet<number> {
    return new Set([...this.#clients.values()].flatMap(({ pid }) => pid ?? []))
  }

  /** What is for a connection that has ended meanwhile is dropped. */
  receive(message: ClientMessage): void {
    const { connection } = message
    if (message.type === 'connect') {
      const tell = (message: ServerMessage) => {
        if (message.type === 'disconnected') this.#clients.delete(connection)
        this.onMessage(message)
      }
      this.#clients.set(connection, new Client(connection, this.#postmaster, message.isHidden, tell))
    } else if (message.type === 'send') this.#clients.get(connection)?.send(message.bytes)
    else if (message.type === 'receive') this.#clients.get(connection)?.receive()
    else {
      this.#clients.get(connection)?.close()
      this.#clients.delete(connection)
    }
  }
}

class Client {
  readonly #number: number
  readonly #postmaster: Postmaster
  readonly #connection: Connection
  readonly #tell: (message: ServerMessage) => void
  /** What there was no room for. */
  readonly #arrived: Uint8Array[] = []
  /** The page has asked for more. */
  #isAsked = false
  #isOver = false
  readonly #alarms: ReturnType<typeof setInterval> | undefined

  constructor(number: number, postmaster: Postmaster, isHidden: boolean, tell: (message: ServerMessage) => void) {
    this.#number = number
    this.#postmaster = postmaster
    this.#tell = tell
    this.#connection = new Connection(postmaster, isHidden)
    this.#connection.onOutput = () => this.#deliver()
    const { scheduler } = postmaster
    if (scheduler.suspends) scheduler.spawn(new Task('a client in the page', () => this.#follow(), { callsOthers: true }))
    else
      this.#alarms = setInterval(() => {
        postmaster.fireTimers()
        this.#deliver()
      }, ALARMS_EVERY)
  }

  get pid(): number | null {
    return this.#connection.pid
  }

  send(bytes: Uint8Array): void {
    // The backend begins at once, before others that are ready, as if it had a processor of its own
    if (this.#arrived.push(bytes) > 1) return
    this.#postmaster.scheduler.call(new Task('bytes of the page', () => this.#hand(), { callsOthers: true }))
    this.#deliver() // what is answered before there is a session
  }

  receive(): void {
    this.#isAsked = true
    this.#deliver()
  }

  close(): void {
    this.#isOver = true
    clearInterval(this.#alarms)
    this.#connection.close()
    this.#postmaster.scheduler.conditionsChanged()
  }

  async #follow(): Promise<void> {
    const { scheduler } = this.#postmaster
    const canGoOn = () =>
      this.#isOver || (this.#isAsked && this.#connection.readable) || (this.#arrived.length > 0 && this.#connection.isWritable)
    while (!this.#isOver) {
      await scheduler.wait(undefined, canGoOn)
      this.#hand()
      this.#deliver()
    }
  }

  /** Hands the backend what has arrived, as far as there is room for it. */
  #hand(): void {
    for (let bytes = this.#arrived[0]; bytes && !this.#isOver; bytes = this.#arrived[0]) {
      const room = this.#connection.room(bytes.length)
      this.#connection.send(bytes.subarray(0, room))
      if (room < bytes.length) {
        this.#arrived[0] = bytes.subarray(room)
        break
      }
      this.#arrived.shift()
    }
    this.#postmaster.scheduler.conditionsChanged()
  }

  #deliver(): void {
    if (!this.#isAsked || this.#isOver) return
    const bytes = this.#connection.receive()
    if (bytes) {
      this.#isAsked = false
      // Of a part of a buffer all of it would be copied
      this.#tell({ type: 'received', connection: this.#number, bytes: bytes.slice() })
      this.#postmaster.scheduler.conditionsChanged() // the backend may wait for room
    } else if (this.#connection.readable) {
      this.close()
      this.#tell({ type: 'disconnected', connection: this.#number })
    }
  }
}

/** The server of the page, with sessions that are suspended where they wait. */
import { buildEngine, engineParts } from '../../src/integrations/sessions-for-pglite/build.ts'
import { unpack } from '../../src/postgres/machine/archive.ts'
import { Postmaster, type PostmasterParts } from '../../src/postgres/server/postmaster.ts'
import type { Session } from '../../src/postgres/server/session.ts'
import type { Turns } from '../../src/scheduling/cooperative-scheduler.ts'
import type { Task } from '../../src/scheduling/task.ts'
import { decodeBackend } from '../../src/wire/decode-backend.ts'
import { encodeFrontend } from '../../src/wire/encode.ts'
import { frames } from '../../src/wire/frames.ts'
import type { BackendMessage } from '../../src/wire/messages.ts'
import { type Answer, type Connection, isOdd, type Pending, type Server } from './server.ts'

const query = (sql: string) => encodeFrontend({ type: 'Query', query: sql })

export class OurServer implements Server {
  readonly name = 'ours'
  readonly patience = 0
  readonly oddities: string[] = []
  readonly turns: Turns
  postmaster!: Postmaster
  readonly #waiting = new Map<Task, () => boolean>()

  private constructor(turns: Turns) {
    this.turns = turns
  }

  /** With a stepped clock a run is the same each time. */
  static async start(turns: Turns, adapt = (parts: PostmasterParts) => parts): Promise<OurServer> {
    const server = new OurServer(turns)
    const { cluster, ...engine } = await engineParts(await buildEngine())
    const parts = {
      ...engine,
      cluster: unpack(cluster),
      clock: turns.clock,
      turns,
      onOutput: () => server.#wakeClients(),
      onLog: (line: string) => {
        const [, severity] = /(WARNING|PANIC): /.exec(line) ?? []
        if (severity && isOdd({ severity, message: line })) server.oddities.push(line)
      },
    }
    server.postmaster = await Postmaster.start(adapt(parts))
    return server
  }

  async play(clients: readonly (() => Promise<void>)[]): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>()
    this.turns.stuck = () => {
      reject(new Error('everybody waits, and nothing will happen any more'))
      return false
    }
    const tasks = clients.map((client, i) => this.turns.spawn(`client ${i}`, () => client().catch(reject), true))
    await Promise.race([Promise.all(tasks.map(({ ended }) => ended)), promise, this.turns.failure])
  }

  async connect(options: string): Promise<OurConnection | null> {
    const parameters = { user: 'postgres', database: 'postgres', options }
    const connection = new OurConnection(
      this,
      this.postmaster.open(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters })),
    )
    const greeting = await connection.settled()
    return greeting.error ? null : connection
  }

  pause(milliseconds: number): Promise<void> {
    return this.turns.wait(this.turns.clock.now() + milliseconds)
  }

  /** Waits until it is so, which it can become when a session writes something or ends. */
  async until(isSo: () => boolean): Promise<void> {
    const task = this.turns.current!
    this.#waiting.set(task, isSo)
    while (!isSo()) await this.turns.wait()
    this.#waiting.delete(task)
  }

  #wakeClients(): void {
    for (const [task, isSo] of this.#waiting) if (isSo()) this.turns.wake(task)
  }

  async stop(): Promise<void> {}
}

class OurConnection implements Connection {
  readonly #server: OurServer
  readonly #session: Session
  readonly #notifications: string[] = []

  constructor(server: OurServer, session: Session) {
    this.#server = server
    this.#session = session
  }

  get pid(): number {
    return this.#session.process.pid
  }

  start(sql: string): Pending {
    this.#receive() // what came while nobody asked
    this.#server.postmaster.execute(this.#session, query(sql))
    let answer: Answer | null = null
    const look = () => {
      if (!answer && this.#isIdle) answer = this.#answer()
      return answer
    }
    const wait = async () => {
      await this.#server.until(() => look() !== null)
      return answer!
    }
    return {
      get answer() {
        return look()
      },
      wait,
    }
  }

  query(sql: string): Promise<Answer> {
    return this.start(sql).wait()
  }

  /** What came once the session waits for its client, or is gone. */
  async settled(): Promise<Answer> {
    await this.#server.until(() => this.#isIdle)
    return this.#answer()
  }

  cancel(): void {
    this.#server.postmaster.cancel(this.pid, this.#session.cancelKey)
  }

  vanish(): void {
    this.#server.postmaster.disconnect(this.#session)
  }

  async close(): Promise<void> {
    this.#server.postmaster.execute(this.#session, encodeFrontend({ type: 'Terminate' }))
    await this.#server.until(() => !this.#session.process.alive)
  }

  takeNotifications(): string[] {
    this.#receive()
    return this.#notifications.splice(0)
  }

  get #isIdle(): boolean {
    return this.#session.process.task === null
  }

  #fatal: string | null = null

  /** Messages but those that come of their own accord, which are noted. */
  #receive(): BackendMessage[] {
    const bytes = this.#session.takeOutput()
    const messages = [...frames(bytes)].map(({ offset, length }) => decodeBackend(bytes.subarray(offset, offset + length)))
    for (const message of messages) {
      if (message.type === 'NotificationResponse') this.#notifications.push(message.payload)
      if (message.type === 'NoticeResponse' && isOdd(message.fields)) this.#server.oddities.push(message.fields.message)
      if (message.type === 'ErrorResponse' && message.fields.severity === 'FATAL') this.#fatal = message.fields.code
    }
    return messages
  }

  #answer(): Answer {
    const messages = this.#receive()
    const lost = !this.#session.process.alive
    if (!lost && messages.at(-1)?.type !== 'ReadyForQuery') throw new Error(`session ${this.pid} has gone idle without an answer`)
    let rows: (string | null)[][] = []
    let tag = ''
    let error = lost ? this.#fatal : null
    for (const message of messages) {
      if (message.type === 'RowDescription') rows = []
      if (message.type === 'DataRow') rows.push(message.values.map((value) => value && new TextDecoder().decode(value)))
      if (message.type === 'CommandComplete') tag = message.tag
      if (message.type === 'ErrorResponse') error = message.fields.code
    }
    const count = /\d+$/.exec(tag)
    return { rows, command: tag.split(' ')[0] || null, count: count && Number(count[0]), error, lost }
  }
}

/** The server of the page, with sessions that are suspended where they wait. */
import { buildServer, serverParts } from '../../src/integrations/sessions-for-pglite/build.ts'
import { Postmaster, type PostmasterParts } from '../../src/postgres/server/postmaster.ts'
import type { Session } from '../../src/postgres/server/session.ts'
import type { CooperativeScheduler } from '../../src/scheduling/cooperative-scheduler.ts'
import { Task } from '../../src/scheduling/task.ts'
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
  readonly scheduler: CooperativeScheduler
  postmaster!: Postmaster

  private constructor(scheduler: CooperativeScheduler) {
    this.scheduler = scheduler
  }

  /** With a stepped clock a run is the same each time. */
  static async start(scheduler: CooperativeScheduler, adapt = (parts: PostmasterParts) => parts): Promise<OurServer> {
    const server = new OurServer(scheduler)
    const parts = {
      ...(await serverParts(await buildServer())),
      scheduler,
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
    this.scheduler.onStuck = () => {
      reject(new Error('everybody waits, and nothing will happen any more'))
      return false
    }
    const tasks = clients.map((client, i) =>
      this.scheduler.spawn(new Task(`client ${i}`, () => client().catch(reject), { callsOthers: true })),
    )
    await Promise.race([Promise.all(tasks.map(({ ended }) => ended)), promise, this.scheduler.failure])
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
    return this.scheduler.wait(this.scheduler.clock.now() + milliseconds)
  }

  /** Waits until it is so, which it can become when a session writes something or ends. */
  until(isSo: () => boolean): Promise<void> {
    return this.scheduler.wait(undefined, isSo)
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

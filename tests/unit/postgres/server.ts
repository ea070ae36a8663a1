/** A server under a stepped clock, and clients that speak the protocol to it: one server a test file, pristine before each test. */
import { buildEngine, engineParts } from '../../../src/integrations/sessions-for-pglite/build.ts'
import type { FileSystem } from '../../../src/postgres/emscripten.ts'
import type { ServerEvent } from '../../../src/postgres/events.ts'
import { unpack } from '../../../src/postgres/pack.ts'
import { Postmaster } from '../../../src/postgres/postmaster.ts'
import type { Session } from '../../../src/postgres/session.ts'
import { SteppedClock } from '../../../src/turns/clock.ts'
import type { Task } from '../../../src/turns/task.ts'
import { Turns } from '../../../src/turns/turns.ts'
import { decodeBackend } from '../../../src/wire/decode-backend.ts'
import { encodeFrontend } from '../../../src/wire/encode.ts'
import { frames } from '../../../src/wire/frames.ts'
import type { BackendMessage, FrontendMessage, TransactionStatus } from '../../../src/wire/messages.ts'
import type { ReportFields } from '../../../src/wire/report.ts'

export class Server {
  readonly clock = new SteppedClock()
  readonly events: ServerEvent[] = []
  readonly log: string[] = []
  postmaster!: Postmaster

  /** What the server runs in. */
  memory!: WebAssembly.Memory
  files!: FileSystem
  /** Hears of each event as it happens, in the middle of the server's work; until the next reset. */
  listener: (event: ServerEvent) => void = () => {}

  /** Null: waits block. */
  turns: Turns | null = null

  /** With `suspends`, sessions that wait are suspended and others go on. */
  static async start({ suspends = false } = {}): Promise<Server> {
    const server = new Server()
    if (suspends) server.turns = new Turns(server.clock)
    const parts = await engineParts(await buildEngine())
    server.postmaster = await Postmaster.start({
      ...parts,
      factory: async (options) => {
        const module = await parts.factory(options)
        server.memory = options.wasmMemory
        server.files = module.FS
        return module
      },
      cluster: unpack(parts.cluster),
      clock: server.clock,
      turns: server.turns ?? undefined,
      onEvent: (event) => {
        server.events.push(event)
        server.listener(event)
      },
      onOutput: () => server.#wakeClients(),
      onLog: (line) => server.log.push(line),
    })
    return server
  }

  readonly #clients = new Set<Task>()

  /** Runs the body of a test as a task among others: while it goes on no time passes, and what it waits for is done. */
  async play(body: () => Promise<void>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.turns!.spawn('test', () => body().then(resolve, reject), true)
    await promise
  }

  /** In `play`: waits until it is true, which it can become when a session writes something or ends. */
  async until(isSo: () => boolean): Promise<void> {
    const task = this.turns!.current!
    this.#clients.add(task)
    while (!isSo()) await this.turns!.wait()
    this.#clients.delete(task)
  }

  #wakeClients(): void {
    for (const task of this.#clients) this.turns?.wake(task)
  }

  async reset(): Promise<void> {
    await this.postmaster.reset()
    this.listener = () => {}
    this.events.length = 0
    this.log.length = 0
  }

  /** A session of the superuser in the database `lab`, unless told otherwise. */
  open(parameters: Record<string, string> = {}): Client {
    const all = { user: 'postgres', database: 'lab', ...parameters }
    return new Client(this, this.postmaster.open(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: all })))
  }

  /** Lets so many milliseconds pass. */
  sleep(milliseconds: number): void {
    this.postmaster.sleep(this.clock.now() + milliseconds)
  }

  /** How long `work` takes on the server's clock, in whole milliseconds: planning a query may take a look of a quarter. */
  time(work: () => void): number {
    const began = this.clock.now()
    work()
    return Math.floor(this.clock.now() - began)
  }

  kinds(session: Client): string[] {
    return this.events.filter((event) => event.session === session.pid).map(({ kind }) => kind)
  }
}

/** What came back, in the order it came. */
export class Answer {
  readonly messages: readonly BackendMessage[]
  constructor(messages: readonly BackendMessage[]) {
    this.messages = messages
  }
  static of(bytes: Uint8Array): Answer {
    return new Answer([...frames(bytes)].map(({ offset, length }) => decodeBackend(bytes.subarray(offset, offset + length))))
  }
  #all<T extends BackendMessage['type']>(type: T): Extract<BackendMessage, { type: T }>[] {
    return this.messages.filter((message) => message.type === type) as Extract<BackendMessage, { type: T }>[]
  }
  get rows(): (string | null)[][] {
    return this.#all('DataRow').map(({ values }) => values.map((value) => value && new TextDecoder().decode(value)))
  }
  get tags(): string[] {
    return this.#all('CommandComplete').map(({ tag }) => tag)
  }
  get notices(): string[] {
    return this.#all('NoticeResponse').map(({ fields }) => `${fields.severity} ${fields.code}: ${fields.message}`)
  }
  get notifications(): string[] {
    return this.#all('NotificationResponse').map(({ channel, payload }) => `${channel}=${payload}`)
  }
  get fields(): ReportFields | undefined {
    return this.#all('ErrorResponse')[0]?.fields
  }
  /** The first error as `ERROR 57014: canceling …`, null if there is none. */
  get error(): string | null {
    return this.fields ? `${this.fields.severity} ${this.fields.code}: ${this.fields.message}` : null
  }
  /** Of the last ReadyForQuery; null means that none came. */
  get status(): TransactionStatus | null {
    return this.#all('ReadyForQuery').at(-1)?.status ?? null
  }
}

export class Client {
  readonly session: Session
  readonly #server: Server
  /** The answer to the start-up packet. */
  readonly greeting: Answer

  constructor(server: Server, session: Session) {
    this.#server = server
    this.session = session
    this.greeting = this.receive()
  }

  get pid(): number {
    return this.session.process.pid
  }
  get alive(): boolean {
    return this.session.process.alive
  }

  send(...messages: FrontendMessage[]): Answer {
    for (const message of messages) this.#server.postmaster.execute(this.session, encodeFrontend(message))
    return this.receive()
  }

  /** What has been written to the client since it last looked. */
  receive(): Answer {
    return Answer.of(this.session.takeOutput())
  }

  /** Sends a query without waiting for its answer. */
  start(sql: string): this {
    this.#server.postmaster.execute(this.session, encodeFrontend({ type: 'Query', query: sql }))
    return this
  }

  /** In `play`: what it answers in the end. */
  async answer(): Promise<Answer> {
    await this.#server.until(() => this.session.process.task === null)
    return this.receive()
  }

  query(sql: string): Answer {
    return this.send({ type: 'Query', query: sql })
  }

  /** Runs statements that must succeed; gives the first value of the last row, if any. */
  value(sql: string): string | null {
    const answer = this.query(sql)
    if (answer.error || answer.status === null) throw new Error(`${sql}: ${answer.error ?? 'the session is gone'}`)
    return answer.rows.at(-1)?.[0] ?? null
  }

  /** Runs statements one after another; all must succeed. */
  run(...statements: string[]): this {
    for (const sql of statements) this.value(sql)
    return this
  }

  terminate(): void {
    this.send({ type: 'Terminate' })
  }
}

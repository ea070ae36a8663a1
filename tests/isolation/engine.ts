/** The engine, with sessions that are suspended where they wait. Under a stepped clock transcripts are the same each time, and a wait takes no time. */
import { buildServer, serverParts } from '../../src/integrations/sessions-for-pglite/build.ts'
import type { FileTree } from '../../src/postgres/machine/file-tree.ts'
import { Postmaster } from '../../src/postgres/server/postmaster.ts'
import type { Session } from '../../src/postgres/server/session.ts'
import { runAsSuperuser } from '../../src/postgres/server/superuser.ts'
import { type Clock, SteppedClock } from '../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../src/scheduling/cooperative-scheduler.ts'
import { Task } from '../../src/scheduling/task.ts'
import { encodeFrontend } from '../../src/wire/encode.ts'
import { Splitter } from '../../src/wire/splitter.ts'
import { DATABASE, type Parameters, type Server, type Stream } from './server.ts'

export class EngineServer implements Server {
  readonly name = 'engine'
  readonly #scheduler: CooperativeScheduler
  #postmaster!: Postmaster

  private constructor(clock: Clock) {
    this.#scheduler = new CooperativeScheduler(clock)
  }

  static async start(clock: Clock = new SteppedClock()): Promise<EngineServer> {
    const { cluster, ...engine } = await serverParts(await buildServer())
    const server = new EngineServer(clock)
    const begin = async (tree: FileTree) => {
      server.#postmaster = await Postmaster.start({
        ...engine,
        cluster: tree,
        scheduler: server.#scheduler,
      })
    }
    // What a server begins with it also goes back to, and that is to have the database
    await begin(cluster)
    await runAsSuperuser(server.#postmaster, 'postgres', `create database ${DATABASE} template template0`, 'no database for the specs')
    await begin(await server.#postmaster.shutDown())
    return server
  }

  async play<T>(work: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    this.#scheduler.onStuck = () => {
      reject(new Error('everybody waits, and nothing will happen any more'))
      return false
    }
    this.#scheduler.spawn(new Task('tester', () => work().then(resolve, reject), { callsOthers: true }))
    return Promise.race([promise, this.#scheduler.failure])
  }

  async connect(parameters: Parameters): Promise<Stream> {
    const startUp = { ...parameters, user: 'postgres', database: DATABASE }
    const session = this.#postmaster.open(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: startUp }))
    const stream = new EngineStream(this.#postmaster, session)
    await this.until(() => session.process.task === null)
    stream.passGreeting()
    return stream
  }

  now(): number {
    return this.#scheduler.clock.now()
  }

  async until(isSo: () => boolean, time = Number.POSITIVE_INFINITY): Promise<boolean> {
    await this.#scheduler.wait(time, isSo)
    return isSo()
  }

  reset(): Promise<void> {
    return this.#postmaster.reset()
  }

  async stop(): Promise<void> {}
}

class EngineStream implements Stream {
  readonly #postmaster: Postmaster
  readonly #session: Session

  constructor(postmaster: Postmaster, session: Session) {
    this.#postmaster = postmaster
    this.#session = session
  }

  get pid(): number {
    return this.#session.process.pid
  }

  /** Takes what comes before the first query. */
  passGreeting(): void {
    const greeting = [...new Splitter('backend').push(this.#session.takeOutput())]
    if (greeting.at(-1)?.code !== 'Z') throw new Error('the server has not let a session in')
  }

  send(bytes: Uint8Array): void {
    this.#postmaster.execute(this.#session, bytes)
  }

  get isReadable(): boolean {
    return this.#session.hasOutput || !this.#session.process.alive
  }

  receive(): Uint8Array | null {
    return this.#session.hasOutput ? this.#session.takeOutput() : null
  }

  cancel(): void {
    this.#postmaster.cancel(this.pid, this.#session.cancelKey)
  }

  close(): void {
    this.send(encodeFrontend({ type: 'Terminate' }))
  }
}

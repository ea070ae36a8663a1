/** A server under a stepped clock, and how the body of a test waits for it: the same tests run against both ways to wait. */
import { aroundEach, beforeAll } from 'vitest'
import { buildServer, serverParts } from '../../../src/integrations/sessions-for-pglite/build.ts'
import type { FileSystem } from '../../../src/postgres/machine/emscripten.ts'
import type { FileTree } from '../../../src/postgres/machine/file-tree.ts'
import type { ServerEvent } from '../../../src/postgres/server/events.ts'
import { Postmaster } from '../../../src/postgres/server/postmaster.ts'
import type { EndlessWait } from '../../../src/postgres/server/sessions.ts'
import { BlockingScheduler } from '../../../src/scheduling/blocking-scheduler.ts'
import { SteppedClock } from '../../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../../src/scheduling/cooperative-scheduler.ts'
import type { Scheduler } from '../../../src/scheduling/scheduler.ts'
import { Task } from '../../../src/scheduling/task.ts'
import { encodeFrontend } from '../../../src/wire/encode.ts'
import { Client } from './client.ts'

/** A session that waits blocks the thread, or is suspended so that others run. */
export const WAYS = ['blocking', 'suspending'] as const
export type Way = (typeof WAYS)[number]

/** A server for the tests of this file, or of this `describe`. It is reset before each. */
export function serverFor(way: Way): Server {
  const server = new Server(way)
  beforeAll(() => server.start())
  aroundEach(async (runTest) => {
    await server.reset()
    await server.play(runTest)
  })
  return server
}

let engine: ReturnType<typeof serverParts> | null = null

export class Server {
  readonly clock = new SteppedClock()
  readonly events: ServerEvent[] = []
  readonly log: string[] = []
  postmaster!: Postmaster

  /** The server's. */
  memory!: WebAssembly.Memory
  files!: FileSystem
  /** The files of the installation that it has fetched when it read them, or has tried to. */
  readonly fetched: string[] = []
  isOffline = false
  /** Called for each event as it happens, in the middle of the server's work; until the next reset. */
  listener: (event: ServerEvent) => void = () => {}

  readonly scheduler: Scheduler
  /** The body of the test waits, and for nothing that will come. */
  #waitsInVain = false
  #endless: EndlessWait[] = []

  constructor(way: Way = 'blocking') {
    this.scheduler = way === 'suspending' ? new CooperativeScheduler(this.clock) : new BlockingScheduler(this.clock)
    this.scheduler.onStuck = () => this.#endWaits()
  }

  /** From the image, unless there is a cluster to start in. */
  async start(cluster?: FileTree): Promise<this> {
    engine ??= buildServer().then(serverParts)
    const parts = await engine
    this.postmaster = await Postmaster.start({
      ...parts,
      factory: async (options) => {
        const module = await parts.factory(options)
        this.memory = options.wasmMemory
        this.files = module.FS
        return module
      },
      asRead: {
        sizes: parts.asRead.sizes,
        fetch: (path) => {
          this.fetched.push(path)
          if (this.isOffline) throw new Error('there is no network')
          return parts.asRead.fetch(path)
        },
      },
      cluster: cluster ?? parts.image,
      scheduler: this.scheduler,
      onEvent: (event) => {
        this.events.push(event)
        this.listener(event)
      },
      onLog: (line) => this.log.push(line),
    })
    return this
  }

  async reset(): Promise<void> {
    await this.meanwhile(this.postmaster.reset())
    this.listener = () => {}
    this.events.length = 0
    this.log.length = 0
    this.#endless = []
  }

  /** Returns the cluster that the server leaves. */
  shutDown(): Promise<FileTree> {
    return this.meanwhile(this.postmaster.shutDown())
  }

  // ---- waiting ----

  /** Runs the body of a test. Where sessions are suspended it is a task among them: time passes, and others run, only while it waits. */
  async play(body: () => Promise<void>): Promise<void> {
    if (!this.scheduler.suspends) return body()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.scheduler.spawn(new Task('test', () => body().then(resolve, reject), { callsOthers: true }))
    await Promise.race([promise, this.scheduler.failure])
  }

  /** Waits until it is so, which can become so when a session writes something or ends; or until `time`. False: nothing will happen any more. */
  async until(isSo: () => boolean, time = Number.POSITIVE_INFINITY): Promise<boolean> {
    this.#waitsInVain = false
    await this.scheduler.wait(time, () => isSo() || this.#waitsInVain)
    return !this.#waitsInVain
  }

  /** Nothing will happen any more by itself. */
  #endWaits(): boolean {
    const endless = this.postmaster.cancelEndlessWaits()
    this.#endless.push(...endless)
    this.#waitsInVain = endless.length === 0
    if (this.#waitsInVain) this.scheduler.conditionsChanged()
    return true
  }

  /** Waits, as a body of a test does, for work that is not a task of its own. */
  async meanwhile<T>(work: Promise<T>): Promise<T> {
    const { current } = this.scheduler
    if (!current) return work
    const done = work.finally(() => this.scheduler.wake(current))
    await this.scheduler.wait()
    return done
  }

  /** Lets so many milliseconds pass. */
  async sleep(milliseconds: number): Promise<void> {
    await this.until(() => false, this.clock.now() + milliseconds)
  }

  /** How long `work` takes on the server's clock, in whole milliseconds: planning a query may take a quarter of one. */
  async time(work: () => Promise<unknown>): Promise<number> {
    const began = this.clock.now()
    await work()
    return Math.floor(this.clock.now() - began)
  }

  /** A wait that nobody could end, if there was one since the last call. */
  takeEndlessWait(): EndlessWait | null {
    return this.#endless.shift() ?? null
  }

  // ---- sessions ----

  /** A session of the superuser in the database `lab`, unless told otherwise. */
  open(parameters: Record<string, string> = {}): Client {
    const all = { user: 'postgres', database: 'lab', ...parameters }
    return new Client(this, this.postmaster.open(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: all })))
  }

  kinds(session: Client): string[] {
    return this.events.filter((event) => event.session === session.pid).map(({ kind }) => kind)
  }

  /** When each timer of a session fired after it was armed, and how late that was. */
  firings(session: Client): [timer: string, after: number, late: number][] {
    const found: [string, number, number][] = []
    let armed = { since: 0, due: 0 }
    for (const event of this.events) {
      if (event.session !== session.pid) continue
      if (event.kind === 'timer-armed') armed = event
      if (event.kind === 'timer-fired') found.push([event.timer, event.at - armed.since, event.at - armed.due])
    }
    return found
  }
}

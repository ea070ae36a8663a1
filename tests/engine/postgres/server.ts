/** A server under a stepped clock, and how the body of a test waits for it: the same tests hold for both ways in which a server can wait. */
import { aroundEach, beforeAll } from 'vitest'
import { buildEngine, engineParts } from '../../../src/integrations/sessions-for-pglite/build.ts'
import { unpack } from '../../../src/postgres/machine/archive.ts'
import type { FileSystem } from '../../../src/postgres/machine/emscripten.ts'
import type { FileTree } from '../../../src/postgres/machine/file-tree.ts'
import type { ServerEvent } from '../../../src/postgres/server/events.ts'
import { Postmaster } from '../../../src/postgres/server/postmaster.ts'
import type { EndlessWait } from '../../../src/postgres/server/sessions.ts'
import { SteppedClock } from '../../../src/scheduling/clock.ts'
import { Turns } from '../../../src/scheduling/cooperative-scheduler.ts'
import type { Task } from '../../../src/scheduling/task.ts'
import { encodeFrontend } from '../../../src/wire/encode.ts'
import { Client } from './client.ts'

/** Who waits blocks the thread, or is suspended so that others go on. */
export const WAYS = ['blocking', 'suspending'] as const
export type Way = (typeof WAYS)[number]

/** A server for the tests of this file, or of this `describe`: pristine before each. */
export function serverFor(way: Way): Server {
  const server = new Server(way)
  beforeAll(() => server.start())
  aroundEach(async (runTest) => {
    await server.reset()
    await server.play(runTest)
  })
  return server
}

let engine: ReturnType<typeof engineParts> | null = null

/** What the body of a test waits for. */
interface Waiting {
  readonly task: Task
  readonly isSo: () => boolean
  /** Nothing can happen any more. */
  inVain: boolean
}

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
  readonly turns: Turns | null
  #waiting: Waiting | null = null
  #endless: EndlessWait[] = []

  constructor(way: Way = 'blocking') {
    this.turns = way === 'suspending' ? new Turns(this.clock) : null
    if (this.turns) this.turns.stuck = () => this.#endWaits()
  }

  /** With the cluster that every server begins with, unless told otherwise. */
  async start(cluster?: FileTree): Promise<this> {
    engine ??= buildEngine().then(engineParts)
    const parts = await engine
    this.postmaster = await Postmaster.start({
      ...parts,
      factory: async (options) => {
        const module = await parts.factory(options)
        this.memory = options.wasmMemory
        this.files = module.FS
        return module
      },
      cluster: cluster ?? unpack(parts.cluster),
      clock: this.clock,
      turns: this.turns ?? undefined,
      onEvent: (event) => {
        this.events.push(event)
        this.listener(event)
      },
      onOutput: () => this.#look(),
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

  /** Ends the server as it should end, and gives the cluster that it leaves. */
  shutDown(): Promise<FileTree> {
    return this.meanwhile(this.postmaster.shutDown())
  }

  // ---- waiting ----

  /** Runs the body of a test, as a task among the sessions where they are: time passes, and others go on, only while it waits. */
  async play(body: () => Promise<void>): Promise<void> {
    if (!this.turns) return body()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.turns.spawn('test', () => body().then(resolve, reject), true)
    await Promise.race([promise, this.turns.failure])
  }

  /** Waits until it is so, which can become so when a session writes something or ends; or until `time`. False: nothing can happen any more. */
  async until(isSo: () => boolean, time = Number.POSITIVE_INFINITY): Promise<boolean> {
    if (isSo()) return true
    if (!this.turns) return this.postmaster.sleep(time, isSo)
    const waiting = { task: this.turns.current!, isSo, inVain: false }
    this.#waiting = waiting
    while (!isSo() && this.clock.now() < time && !waiting.inVain) await this.turns.wait(time)
    this.#waiting = null
    return !waiting.inVain
  }

  #look(): void {
    if (this.#waiting?.isSo()) this.turns?.wake(this.#waiting.task)
  }

  /** Where sessions are suspended: all wait, and for nothing. */
  #endWaits(): boolean {
    if (!this.#waiting) return false
    const endless = this.postmaster.endEndlessWaits()
    this.#endless.push(...endless)
    this.#waiting.inVain = endless.length === 0
    if (this.#waiting.inVain) this.turns!.wake(this.#waiting.task)
    return true
  }

  /** Waits, as a body of a test does, for work that is not a task of its own. */
  async meanwhile<T>(work: Promise<T>): Promise<T> {
    if (!this.turns?.current) return work
    const { current } = this.turns
    const done = work.finally(() => this.turns!.wake(current))
    await this.turns.wait()
    return done
  }

  /** Lets so many milliseconds pass. */
  async sleep(milliseconds: number): Promise<void> {
    await this.until(() => false, this.clock.now() + milliseconds)
  }

  /** How long `work` takes on the server's clock, in whole milliseconds: planning a query may take a look of a quarter. */
  async time(work: () => Promise<unknown>): Promise<number> {
    const began = this.clock.now()
    await work()
    return Math.floor(this.clock.now() - began)
  }

  /** The wait that could not end since the last call, if there was one. */
  takeEndlessWait(): EndlessWait | null {
    return this.turns ? (this.#endless.shift() ?? null) : this.postmaster.takeEndlessWait()
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

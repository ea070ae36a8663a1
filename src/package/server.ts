/** A PostgreSQL server in this process. What Node and browsers have in common of it. */

import type { MachineParts } from '../postgres/machine/machine.ts'
import type { ServerEvent } from '../postgres/server/events.ts'
import { Postmaster, type PostmasterParts } from '../postgres/server/postmaster.ts'
import type { Snapshot } from '../postgres/server/snapshot.ts'
import { HostClock } from '../scheduling/clock.ts'
import { CooperativeScheduler } from '../scheduling/cooperative-scheduler.ts'
import { hasJspi } from '../scheduling/jspi.ts'
import { NO_TIMERS } from '../scheduling/timers.ts'
import { type ByteStreams, openByteStreams } from './byte-stream.ts'
import { ServerClock } from './clock.ts'
import { type QueryResult, Session, type SessionOptions } from './session.ts'

export interface ServerOptions {
  /** SQL that the superuser executes in the database `postgres` before anybody else; `reset` returns to what it leaves. */
  readonly setup?: string
  /** `fast`: sleeps and limits take no time. Default: `real`. Either can be moved on by `Server.clock`. */
  readonly clock?: 'real' | 'fast'
  /** Hears what happens in the server: sessions and their states, messages, timers, waits for locks. */
  readonly onEvent?: (event: ServerEvent) => void
  /** Receives the lines of the server's log. */
  readonly onLog?: (line: string) => void
}

/** For so many milliseconds tasks run one after another without a look at the host's events. The look takes some hundredths of one. */
const LATENCY = 0.1

/** A state that a server has had; only that server can return to it. */
export class ServerState {
  /** @internal */
  readonly snapshot: Snapshot

  /** @internal */
  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot
  }
}

/** What is put together before a Server is there. */
export interface ServerParts {
  readonly postmaster: Postmaster
  readonly clock: HostClock
}

/** Throws a ServerError for what is wrong in `setup`. */
export async function start(
  parts: MachineParts & Pick<PostmasterParts, 'cluster'>,
  { setup, clock = 'real', onEvent, onLog }: ServerOptions,
): Promise<ServerParts> {
  if (!hasJspi) throw new Error('Sessions beside one another need WebAssembly that can be suspended (JSPI), which is not there.')
  const hostClock = new HostClock(clock === 'fast' ? Number.POSITIVE_INFINITY : 1)
  const postmaster = await Postmaster.start({
    ...parts,
    scheduler: new CooperativeScheduler(hostClock, NO_TIMERS, LATENCY),
    ...(onEvent && { onEvent }),
    ...(onLog && { onLog }),
  })
  if (setup !== undefined) {
    const session = await Session.open(postmaster, {})
    await session.query(setup)
    await session.end()
  }
  return { postmaster, clock: hostClock }
}

export class Server {
  readonly clock: ServerClock
  /** @internal */
  protected readonly postmaster: Postmaster
  readonly #first: ServerState
  readonly #states = new WeakSet<ServerState>()

  /** @internal */
  constructor({ postmaster, clock }: ServerParts) {
    this.postmaster = postmaster
    this.clock = new ServerClock(clock, postmaster.scheduler)
    this.#first = this.snapshot()
  }

  /** A client's connection, for a driver: PostgreSQL's protocol, from the start-up packet on. It asks for the password, `postgres`. */
  openStreams(): ByteStreams {
    return openByteStreams(this.postmaster)
  }

  /** A session for queries. Throws a ServerError if the server refuses it. */
  session(options: SessionOptions = {}): Promise<Session> {
    return Session.open(this.postmaster, options)
  }

  /** Executes SQL in a session of its own, as `Session.query` does. */
  async query(sql: string, parameters?: readonly (string | null)[], options: SessionOptions = {}): Promise<QueryResult> {
    const session = await this.session(options)
    try {
      return await session.query(sql, parameters)
    } finally {
      await session.end()
    }
  }

  /** The server as it is now: databases, roles, configuration, and which pid comes next. Throws if there are sessions. */
  snapshot(): ServerState {
    const state = new ServerState(this.postmaster.snapshot())
    this.#states.add(state)
    return state
  }

  /** Ends all sessions, without a word to their clients, and returns to a state that `snapshot` has given. The clock goes on. */
  async restore(state: ServerState): Promise<void> {
    if (!this.#states.has(state)) throw new Error('This is a state of another server.')
    await this.postmaster.restore(state.snapshot)
  }

  /** As `restore`, to the state after `ServerOptions.setup`. */
  reset(): Promise<void> {
    return this.restore(this.#first)
  }

  /** Shuts it down as `pg_ctl stop -m fast` does: sessions are ended and told so. */
  async close(): Promise<void> {
    await this.postmaster.shutDown()
  }
}

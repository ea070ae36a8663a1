/** `sessions-for-pglite` in Node. */
import { Duplex } from 'node:stream'
import { buildServer, serverParts } from '../integrations/sessions-for-pglite/build.ts'
import type { HostClock } from '../scheduling/clock.ts'
import { type Address, TcpServer } from '../tcp/tcp-server.ts'
import { Server, type ServerOptions, type ServerParts, start } from './server.ts'

export type { ServerEvent, ServerReport, SessionState, TimerName } from '../postgres/server/events.ts'
export type { Address } from '../tcp/tcp-server.ts'
export type { ByteStreams } from './byte-stream.ts'
export type { ServerClock } from './clock.ts'
export { type ServerOptions, ServerState } from './server.ts'
export { type QueryResult, ServerError, Session, type SessionOptions } from './session.ts'

export interface NodeServerOptions extends ServerOptions {
  /** The folder that keeps the altered PGlite. Default: `.cache` in the `node_modules` that PGlite is in. */
  readonly cache?: string
  /** Receives a line for each step of altering PGlite, which takes some twenty seconds, once. */
  readonly onProgress?: (line: string) => void
}

/** Alters the PGlite that is installed if that has not been done yet, and starts a server. */
export async function createServer(options: NodeServerOptions = {}): Promise<NodeServer> {
  const folder = await buildServer(options.onProgress, { lab: false, ...(options.cache !== undefined && { cache: options.cache }) })
  const parts = await serverParts(folder)
  return new NodeServer(await start({ ...parts, cluster: parts.image }, options))
}

export class NodeServer extends Server {
  readonly #clock: HostClock
  readonly #listeners: TcpServer[] = []

  /** @internal */
  constructor(parts: ServerParts) {
    super(parts)
    this.#clock = parts.clock
  }

  /** A client's connection, for a driver that takes a stream in place of a socket. */
  connect(): Duplex {
    return asSocket(this.openStreams())
  }

  /** Lets clients outside connect. Resolves with the port, or null for a Unix socket. Port 0: any that is free. */
  async listen(address: Address = { host: '127.0.0.1', port: 0 }): Promise<number | null> {
    const listener = new TcpServer(this.postmaster, this.#clock)
    await listener.listen(address)
    this.#listeners.push(listener)
    return listener.port
  }

  override async close(): Promise<void> {
    const closed = this.#listeners.map((listener) => listener.close())
    await super.close()
    for (const listener of this.#listeners) listener.closeConnections()
    await Promise.all(closed)
  }
}

/** Drivers call these of a socket, and have nothing to do for it here but to hear that it is connected. */
function asSocket(streams: ReturnType<Server['openStreams']>): Duplex {
  const duplex = Duplex.fromWeb(streams as Parameters<typeof Duplex.fromWeb>[0])
  const self = () => duplex
  return Object.assign(duplex, {
    connect: () => {
      process.nextTick(() => duplex.emit('connect'))
      return duplex
    },
    setNoDelay: self,
    setKeepAlive: self,
    setTimeout: self,
    ref: self,
    unref: self,
  })
}

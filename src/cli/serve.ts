/** `npm run lab -- serve`: the engine's PostgreSQL for any client on this machine. SIGTERM and SIGINT end it as they end PostgreSQL. */
import { once } from 'node:events'
import { buildServer, serverParts } from '../integrations/sessions-for-pglite/build.ts'
import { start } from '../package/server.ts'
import { withMethod } from '../postgres/server/host-based-authentication.ts'
import { type Address, TcpServer } from '../tcp/tcp-server.ts'

export interface ServeOptions {
  readonly address: Address
  readonly clock: 'real' | 'fast'
  /** Prints the server's log. */
  readonly log: boolean
}

/** Resolves when it has been shut down. */
export async function serve({ address, clock, log }: ServeOptions): Promise<number> {
  const parts = await serverParts(await buildServer((line) => console.error(line)))
  const cluster = withMethod(parts.cluster, 'scram-sha-256')
  const started = await start({ ...parts, cluster }, { clock, ...(log && { onLog: (line: string) => console.error(line) }) })
  const { postmaster } = started
  const { scheduler } = postmaster
  const server = new TcpServer(postmaster, started.clock)
  try {
    await server.listen(address)
  } catch (error) {
    console.error(`The server cannot listen there: ${whyNot(address, error as NodeJS.ErrnoException)}`)
    return 2
  }
  console.log(
    'path' in address
      ? `Listening at ${address.path}`
      : `Listening at ${address.host}:${server.port}, e.g. postgresql://reader:reader@${address.host}:${server.port}/lab`,
  )
  const [smart, fast] = [once(process, 'SIGTERM'), once(process, 'SIGINT')]
  await Promise.race([smart, fast, scheduler.failure])
  // As PostgreSQL: smart shutdown waits for the clients, fast shutdown ends their sessions and tells them so. One may follow the other
  const left = server.close()
  await Promise.race([left, fast, scheduler.failure])
  await postmaster.shutDown()
  server.closeConnections()
  await left
  return 0
}

function whyNot(address: Address, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE')
    return 'path' in address
      ? `${address.path} is there. Another server listens at it, or one that was killed has left it: then remove it.`
      : `port ${address.port} is taken. --port names another; 0 is any that is free.`
  if (code === 'EACCES')
    return 'path' in address ? `nothing may be written to its folder.` : `port ${address.port} is the system's. --port names another.`
  return message
}

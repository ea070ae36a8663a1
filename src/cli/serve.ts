/** `npm run lab -- serve`: the engine's PostgreSQL for any client on this machine. SIGTERM and SIGINT end it as they end PostgreSQL. */
import { buildServer, serverParts } from '../integrations/sessions-for-pglite/build.ts'
import { Postmaster } from '../postgres/server/postmaster.ts'
import { HostClock } from '../scheduling/clock.ts'
import { CooperativeScheduler } from '../scheduling/cooperative-scheduler.ts'
import { hasJspi } from '../scheduling/jspi.ts'
import { type Address, TcpServer } from '../tcp/tcp-server.ts'

export interface ServeOptions {
  readonly address: Address
  readonly clock: 'real' | 'fast'
  /** Prints the server's log. */
  readonly log: boolean
}

/** Resolves when it has been shut down. */
export async function serve({ address, clock, log }: ServeOptions): Promise<number> {
  if (!hasJspi) throw new Error('Sessions beside one another need WebAssembly that can be suspended (JSPI), which this Node has not.')
  const parts = await serverParts(await buildServer((line) => console.error(line)))
  const scheduler = new CooperativeScheduler(new HostClock(clock === 'fast' ? Number.POSITIVE_INFINITY : 1))
  const postmaster = await Postmaster.start({
    ...parts,
    scheduler,
    ...(log && { onLog: (line: string) => console.error(line) }),
  })
  const server = new TcpServer(postmaster)
  try {
    await server.listen(address)
  } catch (error) {
    console.error(`The server cannot listen there: ${(error as Error).message}`)
    return 2
  }
  console.log(
    'path' in address
      ? `Listening at ${address.path}`
      : `Listening at ${address.host}:${server.port}, e.g. postgresql://reader:reader@${address.host}:${server.port}/lab`,
  )
  const signalled = new Promise<string>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  const signal = await Promise.race([signalled, scheduler.failure])
  // As PostgreSQL: smart shutdown waits for the clients, fast shutdown ends their sessions and tells them so
  const left = server.close()
  if (signal === 'SIGTERM') await left
  await postmaster.shutDown()
  await left
  return 0
}

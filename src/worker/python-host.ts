/** What Python finds in the module `_host`: connections to the server of this worker. */
import { resolve } from '../postgres/server/listener.ts'
import type { ProgramObserver, PythonHost } from '../python/host/interpreter.ts'
import type { Network } from './network.ts'

export function createHost(network: Network, observer: ProgramObserver): PythonHost {
  return {
    ...observer,
    connect: (host, port) => network.connect(host, port),
    resolve: (host) => resolve(host) ?? undefined,
  }
}

/** What Python finds in the module `_lab`: connections to the server of this worker, and its clock. */
import { type Connection, connect, NetworkError, resolve } from '../postgres/server/listener.ts'
import type { Postmaster } from '../postgres/server/postmaster.ts'
import type { PythonHost, PythonStream } from '../python/host/interpreter.ts'
import { explainEndlessWait } from './endless-wait.ts'
import type { Waits } from './waits.ts'

/** What the run hears of its program. */
export type Heard = Pick<PythonHost, 'look' | 'output' | 'line' | 'called' | 'returned'>

export function createHost(postmaster: Postmaster, waits: Waits, heard: Heard): PythonHost {
  return {
    ...heard,
    connect: (host, port) => {
      try {
        return stream(connect(postmaster, host, port), postmaster, waits)
      } catch (error) {
        if (error instanceof NetworkError) return error.code
        throw error
      }
    },
    resolve: (host) => resolve(host) ?? undefined,
    sleep: (seconds) => waits.wait(seconds, () => false),
    wait: (streams, seconds) => waits.wait(seconds, () => streams.some((one) => one.readable())),
  }
}

function stream(connection: Connection, postmaster: Postmaster, waits: Waits): PythonStream {
  return {
    send: (data, interrupted) => {
      connection.send(data, interrupted)
      const endless = postmaster.takeEndlessWait()
      return endless ? explainEndlessWait(endless) : undefined
    },
    receive: () => {
      const answer = connection.readable ? undefined : waits.wait(undefined, () => connection.readable)
      const take = () => connection.receive() ?? undefined
      return answer instanceof Promise ? answer.then((reason) => reason ?? take()) : (answer ?? take())
    },
    readable: () => connection.readable,
    close: () => connection.close(),
  }
}

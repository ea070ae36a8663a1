/** What Python finds in the module `_host`: connections to the server of this worker, and its clock. */
import { type Connection, connect, NetworkError, resolve } from '../postgres/server/listener.ts'
import type { Postmaster } from '../postgres/server/postmaster.ts'
import type { PythonHost, PythonStream } from '../python/host/interpreter.ts'
import { explainEndlessWait } from './endless-wait.ts'
import type { Waits } from './waits.ts'

/** What the run hears of its program. */
export type Heard = Pick<PythonHost, 'look' | 'output' | 'line' | 'called' | 'returned'>

/** `giveUp`: the program waits, and nobody can end it, for the reason that the text says. */
export function createHost(postmaster: Postmaster, waits: Waits, heard: Heard, giveUp: (text: string) => void): PythonHost {
  return {
    ...heard,
    connect: (host, port) => {
      try {
        return stream(connect(postmaster, host, port), postmaster, giveUp)
      } catch (error) {
        if (error instanceof NetworkError) return error.code
        throw error
      }
    },
    resolve: (host) => resolve(host) ?? undefined,
    sleep: (seconds) => void waits.wait(seconds, () => false),
    wait: (streams, seconds) => waits.wait(seconds, () => streams.some((one) => one.readable())),
  }
}

function stream(connection: Connection, postmaster: Postmaster, giveUp: (text: string) => void): PythonStream {
  return {
    send: (data, interrupted) => {
      connection.send(data, interrupted)
      const endless = postmaster.takeEndlessWait()
      if (endless) giveUp(explainEndlessWait(endless))
    },
    receive: () => connection.receive() ?? undefined,
    readable: () => connection.readable,
    close: () => connection.close(),
  }
}

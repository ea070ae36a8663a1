/** What Python finds in the module `_host`: connections to the server of this worker. */
import { type Connection, connect, NetworkError, resolve } from '../postgres/server/listener.ts'
import type { Postmaster } from '../postgres/server/postmaster.ts'
import type { ProgramObserver, PythonHost, PythonStream } from '../python/host/interpreter.ts'

/** `server` is asked for when a program connects. */
export function createHost(server: () => Postmaster, observer: ProgramObserver): PythonHost {
  return {
    ...observer,
    connect: (host, port) => {
      try {
        return stream(connect(server(), host, port))
      } catch (error) {
        if (error instanceof NetworkError) return error.code
        throw error
      }
    },
    resolve: (host) => resolve(host) ?? undefined,
  }
}

const stream = (connection: Connection): PythonStream => ({
  room: (length) => connection.room(length),
  send: (data, interrupted) => connection.send(data, interrupted),
  receive: () => connection.receive() ?? undefined,
  readable: () => connection.readable,
  writable: () => connection.isWritable,
  close: () => connection.close(),
})

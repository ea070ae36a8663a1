/** A client's connection as a pair of streams: bytes in, bytes out, each direction no faster than the other side takes it. */
import { Connection } from '../postgres/server/listener.ts'
import type { Postmaster } from '../postgres/server/postmaster.ts'
import { Task } from '../scheduling/task.ts'

export interface ByteStreams {
  readonly readable: ReadableStream<Uint8Array>
  readonly writable: WritableStream<Uint8Array>
}

export function openByteStreams(postmaster: Postmaster): ByteStreams {
  const { scheduler } = postmaster
  const connection = new Connection(postmaster)
  /** Waits for the server, as one of its scheduler's tasks. */
  const until = async (isSo: () => boolean) => {
    if (!isSo()) await scheduler.spawn(new Task('a client', async () => scheduler.wait(undefined, isSo), { callsOthers: true })).ended
  }
  const changed = () => scheduler.conditionsChanged()
  connection.onOutput = changed
  return {
    readable: new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          await until(() => connection.readable)
          const bytes = connection.receive()
          changed() // the backend may wait for room
          if (bytes) controller.enqueue(bytes)
          else controller.close()
        },
        cancel: () => {
          connection.close()
          changed()
        },
      },
      { highWaterMark: 0 },
    ),
    writable: new WritableStream<Uint8Array>({
      write: async (bytes) => {
        for (let sent = 0; sent < bytes.length; ) {
          const room = connection.room(bytes.length - sent)
          connection.send(bytes.slice(sent, sent + room))
          changed() // for what is answered before there is a session
          sent += room
          if (sent < bytes.length) await until(() => connection.isWritable)
        }
      },
      close: () => {
        connection.end()
        changed()
      },
      abort: () => {
        connection.close()
        changed()
      },
    }),
  }
}

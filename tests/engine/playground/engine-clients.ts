/** Clients of an engine under Node, as a page has them of its worker. */

import type { Connect } from '../../../src/playground/psql/client.ts'
import type { Engine } from '../../../src/worker/engine.ts'

export function connectTo(engine: Engine): Connect {
  let last = 0
  const listeners = new Map<number, Parameters<Connect>[0]>()
  engine.clients.onMessage = (message) => {
    const listener = listeners.get(message.connection)!
    // As a message comes: later
    setImmediate(() => (message.type === 'received' ? listener.received(message.bytes) : listener.disconnected()))
  }
  return (listener) => {
    const connection = ++last
    listeners.set(connection, listener)
    engine.clients.receive({ type: 'connect', connection, isHidden: false })
    return {
      send: (bytes) => engine.clients.receive({ type: 'send', connection, bytes }),
      receive: () => engine.clients.receive({ type: 'receive', connection }),
      close: () => engine.clients.receive({ type: 'disconnect', connection }),
    }
  }
}

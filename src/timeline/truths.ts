/** What the driver holds to be so of a connection, beside what the server knows: what of it is out of date, and since when. Pure. */
import type { SessionMoment } from './moment.ts'

export interface Truth {
  /** As one asks for it. */
  readonly asked: 'closed' | 'status' | 'get_transaction_status()' | 'info.status'
  readonly value: number
  readonly name: string
  readonly stale: boolean
}

const closedNames = ['open', 'closed by the program', 'broken']
const statusNames: Readonly<Record<number, string>> = { 0: 'SETUP', 1: 'READY', 2: 'BEGIN', 5: 'PREPARED', 20: 'CONNECTING' }
const transactionNames = ['IDLE', 'ACTIVE', 'INTRANS', 'INERROR', 'UNKNOWN']
const infoNames = ['OK', 'BAD']

/** The transaction status that goes with the state of a session. */
const transactions = { idle: 0, active: 1, 'idle in transaction': 2, 'idle in transaction (aborted)': 3 } as const
const READY = 1
const BEGIN = 2

/** Null if the driver has not been seen to say anything. What is stale is so since the session came into its state. */
export function truthsOf({ client, state }: SessionMoment): readonly Truth[] | null {
  if (client === null) return null
  const { closed, status, transaction, info } = client
  const over = state === 'closed'
  const open = state === null || over ? null : transactions[state]
  return [
    { asked: 'closed', value: closed, name: closedNames[closed] ?? '', stale: over && closed === 0 },
    {
      asked: 'status',
      value: status,
      name: statusNames[status] ?? '',
      // It keeps its last value, whatever happens to the connection
      stale: over ? status !== READY || closed === 0 : status === BEGIN && open === 0,
    },
    {
      asked: 'get_transaction_status()',
      value: transaction,
      name: transactionNames[transaction] ?? '',
      stale: over ? transaction !== 4 : open !== null && transaction !== open,
    },
    { asked: 'info.status', value: info, name: infoNames[info] ?? '', stale: over && info === 0 },
  ]
}

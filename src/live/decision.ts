/** Which limits a program needs, as code to copy. Pure. */
export interface Needs {
  /** How long the one who waits can bear it, in seconds; 0: nobody waits. */
  readonly patience: number
  /** Several programs change the same rows or tables. */
  readonly shared: boolean
  /** The program may stop in the middle of a transaction. */
  readonly pauses: boolean
  /** A transaction of many statements has to end in time. */
  readonly whole: boolean
  /** There is a network in between. */
  readonly network: boolean
  /** Clients may vanish in the middle of long statements. */
  readonly vanish: boolean
}

/** Where nobody waits, the others are measured by this. In seconds. */
const UNHURRIED = 60

/** In milliseconds, from the shortest to the longest: no two of them are the same, and the transaction's is the longest. */
function limits({ patience, shared, pauses, whole, vanish }: Needs): [name: string, ms: number][] {
  const all = 1000 * (patience > 0 ? patience : UNHURRIED)
  const found: [string, number][] = []
  if (shared) found.push(['lock_timeout', Math.max(1, Math.round(all / 10))])
  if (patience > 0) found.push(['statement_timeout', Math.max(2, Math.round(all / 2))])
  if (pauses) found.push(['idle_in_transaction_session_timeout', Math.max(3, Math.round(all * 0.75))])
  if (whole) found.push(['transaction_timeout', Math.max(4, all)])
  if (vanish) found.push(['client_connection_check_interval', 10_000])
  return found
}

const duration = (ms: number) => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`)

export function codeFor(needs: Needs): string {
  const options = limits(needs).map(([name, ms]) => `-c ${name}=${duration(ms)}`)
  const lines = needs.network
    ? [
        'connect_timeout=5,',
        'keepalives_idle=30,',
        'keepalives_interval=10,',
        'keepalives_count=3,',
        'tcp_user_timeout=30000,  # milliseconds',
      ]
    : []
  if (options.length === 1) lines.push(`options="${options[0]}",`)
  else if (options.length > 1)
    lines.push('options=(', ...options.map((option, index) => `    "${index === options.length - 1 ? option : `${option} `}"`), '),')
  if (lines.length === 0) return 'conn = psycopg2.connect(DSN)  # no limit is needed\n'
  return `conn = psycopg2.connect(\n    DSN,\n${lines.map((line) => `    ${line}\n`).join('')})\n`
}

/** Words that people search for and that no page has in the same sense, and where they lead. Pure. */

export interface Signpost {
  /** Each is a word, or words, in small letters. */
  readonly words: readonly string[]
  /** Below the site's root. */
  readonly address: string
  readonly title: string
  readonly text: string
}

const post = (words: string, address: string, title: string, text: string): Signpost => ({ words: words.split(', '), address, title, text })

export const SIGNPOSTS: readonly Signpost[] = [
  post(
    'reconnect, reconnection, retry connect, backoff',
    'reconnecting/',
    'Connecting again',
    'A loop with growing pauses, and what a new session has lost.',
  ),
  post(
    'ping, is alive, health check, heartbeat, is_usable',
    'is-it-alive/',
    'Is my connection alive?',
    'Nine ways to ask, and the one that works.',
  ),
  post(
    'disconnect, disconnected, dropped, lost connection, connection lost, broken pipe',
    'status/lost/',
    'When the connection is lost',
    'What each call raises, before and after the loss is noticed.',
  ),
  post(
    'why disconnected, reason, closed unexpectedly, terminated abnormally',
    'where-the-reason-is/',
    'Where the reason is',
    'The server has said why; the exception has not.',
  ),
  post(
    'ssl, tls, certificate, sslmode',
    'errors/ssl-connection-closed/',
    'SSL connection has been closed unexpectedly',
    'What it means, and what it does not.',
  ),
  post('pgbouncer, pooler, pgpool, odyssey', 'pgbouncer/', 'PgBouncer', 'What gets through a pooler, and its own timeouts.'),
  post(
    'hang, hangs, hanging, stuck, freeze, frozen, blocked, blocking',
    'waiting/',
    'Waiting',
    'Who waits for whom, and what ends a wait.',
  ),
  post(
    'keepalive, keepalives, tcp_user_timeout, firewall, nat, unplugged',
    'dead-network/',
    'When the network goes dead',
    'Keepalives and tcp_user_timeout.',
  ),
  post(
    'slow query, kill query, cancel query, query timeout',
    'timeouts/what-statement-timeout-measures/',
    'What statement_timeout measures',
    'What a limit for statements counts, and what it does not.',
  ),
  post(
    'kill, kill session, terminate, pg_terminate_backend',
    'threads/cancel-and-terminate/',
    'Cancelled, terminated',
    'What becomes of the statement, the transaction and the locks.',
  ),
  post('deadlock, deadlocks', 'waiting/deadlocks/', 'Deadlocks', 'Who fails, when, and how to have none.'),
  post('fork, gunicorn, celery, multiprocessing, uwsgi, prefork', 'fork/', 'Fork', 'One connection and two processes.'),
  post('sqlalchemy, django, alembic, orm', 'sqlalchemy-and-django/', 'SQLAlchemy and Django', 'Limits and dead connections with them.'),
  post('psycopg3, psycopg 3, migrate, async def', 'psycopg-3/', 'psycopg 3', 'What is different there.'),
  post(
    'too many clients, too many connections, max_connections, exhausted',
    'threads/pools/',
    'Pools and their limits',
    'PoolError, and how max_connections is used up.',
  ),
  post('asyncio, async, aiopg, await', 'threads/without-threads/', 'Without threads', 'poll(), select(), and asyncio.'),
  post(
    'in transaction, rollback, aborted, 25p02, infailedsqltransaction',
    'errors/current-transaction-is-aborted/',
    'current transaction is aborted',
    'Every statement is refused until a rollback.',
  ),
  post('not saved, data missing, commit', 'commits-that-save-nothing/', 'Commits that save nothing', 'Endings of which few save anything.'),
  post(
    '57014, querycanceled, canceling statement',
    'errors/statement-timeout/',
    'canceling statement due to statement timeout',
    'QueryCanceled: the connection lives.',
  ),
  post(
    'connect timeout, connect_timeout, connecting hangs',
    'connect-timeout/',
    'connect_timeout',
    'A limit for the silence before the connection.',
  ),
]

/** Those whose words are in the query, as words of their own. */
export function signposts(query: string): Signpost[] {
  const asked = ` ${query
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_.]+/gu, ' ')
    .trim()} `
  return SIGNPOSTS.filter(({ words }) => words.some((word) => asked.includes(` ${word} `)))
}

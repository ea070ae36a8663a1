/** What people ask for in other words than the pages have, and where that leads. Pure. */
import { singular, wordsOf } from './search-words.ts'

export interface Signpost {
  /** A question leads here if it has all the words of one of these, in any order. */
  readonly phrases: readonly string[]
  /** Below the site's root. */
  readonly address: string
  readonly title: string
  readonly text: string
}

const post = (phrases: string, address: string, title: string, text: string): Signpost => ({
  phrases: phrases.split(', '),
  address,
  title,
  text,
})

export const SIGNPOSTS: readonly Signpost[] = [
  post(
    'reconnect, reconnecting, reconnection, retry connect, connect again, backoff',
    'reconnecting/',
    'Connecting again',
    'A loop with growing pauses, and what a new session has lost.',
  ),
  post(
    'ping, alive, health check, heartbeat, is_usable, check connection, connection closed, connection open, connection valid, test connection, stale connection',
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
    'why disconnected, why connection lost, why connection closed, reason, connection lost reason, terminated abnormally, conn.info, error_message',
    'where-the-reason-is/',
    'Where the reason is',
    'The server has said why; the exception has not.',
  ),
  post(
    'ssl, tls, sslmode, ssl syscall error, eof detected',
    'errors/ssl-connection-closed/',
    'SSL connection has been closed unexpectedly',
    'What it means, and what it does not.',
  ),
  post('certificate', 'errors/certificate-verify-failed/', 'certificate verify failed', 'Which certificates libpq asks for.'),
  post(
    'pgbouncer, pooler, pgpool, odyssey, haproxy',
    'pgbouncer/',
    'With PgBouncer in between',
    'What gets through a pooler, and its own timeouts.',
  ),
  post('hang, hanging, stuck, freeze, frozen', 'waiting/', 'Waiting', 'Who waits for whom, and what ends a wait.'),
  post(
    'blocked, blocking, who blocking, block query, lock query, alter table hangs, lock timeout migration, migration lock, pg_blocking_pids',
    'waiting/who-waits-for-whom/',
    'Who waits for whom',
    'Queues behind a lock, and how to find who is at their head.',
  ),
  post(
    'keepalive, tcp_user_timeout, firewall, nat, unplugged, firewall idle connection, network down, network dead, network hang, load balancer, idle connection dropped',
    'dead-network/',
    'When the network goes dead',
    'Keepalives and tcp_user_timeout.',
  ),
  post(
    'slow query, query timeout, statement_timeout, statement timeout, limit query time',
    'timeouts/what-statement-timeout-measures/',
    'What statement_timeout measures',
    'What a limit for statements counts, and what it does not.',
  ),
  post(
    'set statement timeout, set timeout, configure timeout, default timeout, options statement_timeout, pgoptions, alter role',
    'timeouts/where-to-set-them/',
    'Where to set limits',
    'From options to the role: which place wins.',
  ),
  post(
    'set local, one query only, timeout one query, timeout single query, timeout per query, one statement, per transaction',
    'timeouts/set-and-transactions/',
    'SET and transactions',
    'SET LOCAL is for one transaction; a rollback takes a SET back.',
  ),
  post(
    'which timeout, what timeout, choose timeout, recommended timeout, best practice, sensible value, good value',
    'which-timeout/',
    'Which timeout do I need?',
    'A few questions, and code to copy.',
  ),
  post('timer wins, several timeouts, both timeouts', 'which-timer-wins/', 'Which timer wins', 'All five limits at once.'),
  post(
    'transaction_timeout, transaction timeout, long transaction',
    'timeouts/the-whole-transaction/',
    'The whole transaction',
    'transaction_timeout adds up what the others count apart.',
  ),
  post(
    'idle transaction, idle session, idle connection, idle_in_transaction_session_timeout, idle_session_timeout, session timeout',
    'timeouts/idle/',
    'Sessions that idle for too long',
    'Two limits for those who do nothing.',
  ),
  post(
    'adminshutdown, admin shutdown, idlesessiontimeout, 57p01',
    'timeouts/admin-shutdown/',
    'When AdminShutdown is raised',
    "Not by a timeout, and not with today's libpq.",
  ),
  post(
    'catch querycanceled, except querycanceled, catch timeout, handle timeout, querycanceled operationalerror',
    'timeouts/the-popular-snippet/',
    'A popular snippet for timeouts',
    'Which exception to catch, and in which order.',
  ),
  post(
    'kill, kill session, kill query, terminate, pg_terminate_backend, pg_cancel_backend, cancel, cancel query, stop query, ctrl c, keyboardinterrupt, interrupt',
    'threads/cancel-and-terminate/',
    'Cancelled, terminated',
    'What becomes of the statement, the transaction and the locks.',
  ),
  post('deadlock', 'waiting/deadlocks/', 'Deadlocks', 'Who fails, when, and how to have none.'),
  post(
    'serialization, serialization failure, retry transaction, retry, 40001',
    'waiting/trying-again/',
    'Trying again',
    'What is worth a second attempt, and what all of it has to repeat.',
  ),
  post('skip locked, job queue, advisory lock, nowait', 'waiting/not-waiting/', 'Not waiting', 'SKIP LOCKED, and locks of your own.'),
  post(
    'fork, gunicorn, celery, multiprocessing, uwsgi, prefork',
    'fork/',
    'fork, gunicorn and one connection',
    'One connection and two processes.',
  ),
  post(
    'sqlalchemy, django, alembic, orm, sqlalchemy timeout, django timeout, sqlalchemy statement timeout, pool_pre_ping, conn_max_age',
    'sqlalchemy-and-django/',
    'Under SQLAlchemy and Django',
    'Limits and dead connections with them.',
  ),
  post('psycopg3, psycopg 3, migrate psycopg, async def', 'psycopg-3/', 'From or to psycopg 3', 'What is different there.'),
  post(
    'too many connections, max_connections, exhausted, pool, connection pool, simpleconnectionpool, threadedconnectionpool',
    'threads/pools/',
    'Pools and their limits',
    'PoolError, and how max_connections is used up.',
  ),
  post(
    'pool dead, dead connection, pool stale, pool closed connection, pool reconnect',
    'dead-connections-in-a-pool/',
    'Dead connections in a pool',
    'A pool lends without looking: a checked one to copy.',
  ),
  post(
    'thread safe, thread safety, share connection, multiple threads, threading',
    'threads/connections-and-threads/',
    'Connections and threads',
    'Threads may share a connection, and take turns.',
  ),
  post('asyncio, async, aiopg, await, nonblocking, poll', 'threads/without-threads/', 'Without threads', 'poll(), select(), and asyncio.'),
  post('listen, notify, notification', 'threads/notifications/', 'Notifications', 'LISTEN, NOTIFY, and a thread that sleeps meanwhile.'),
  post(
    'aborted, 25p02, infailedsqltransaction',
    'errors/current-transaction-is-aborted/',
    'current transaction is aborted',
    'Every statement is refused until a rollback.',
  ),
  post(
    'not saved, data missing, rows missing, table empty, insert nothing, forgot commit, commit',
    'commits-that-save-nothing/',
    'Commits that save nothing',
    'Endings of which few save anything.',
  ),
  post(
    'with close, with conn, context manager, autocommit, failed transaction',
    'status/transactions/',
    'Transactions and the connection',
    'with ends the transaction, not the connection.',
  ),
  post(
    'conn.closed, conn.status, connection.status, connection.closed, connection status, get_transaction_status, transaction status, status_ready',
    'status/three-numbers/',
    'Three numbers',
    'closed, status and the transaction status: three questions, three answers.',
  ),
  post(
    'status_closed, status_connecting, status_faulty',
    'errors/no-such-status/',
    'No such status',
    'Names that tutorials use and psycopg2 does not have.',
  ),
  post(
    'diag, pgcode, sqlstate, constraint_name, uniqueviolation, error class, which exception',
    'status/what-an-error-knows/',
    'What an error knows',
    'The class, and diag.',
  ),
  post(
    'connect fail, cannot connect, connection failed',
    'status/when-connect-fails/',
    'When connect() fails',
    'One class for nearly all, and no code.',
  ),
  post(
    'error code, sqlstate list, list sqlstate, errorcodes, exception list',
    'reference/sqlstates/',
    'SQLSTATEs and classes',
    'Each code, and the class that psycopg2 has for it.',
  ),
  post(
    '57014, querycanceled, canceling statement',
    'errors/statement-timeout/',
    'canceling statement due to statement timeout',
    'QueryCanceled: the connection lives.',
  ),
  post(
    'connect timeout, connect_timeout, connect hang, connecting hang, psycopg2.connect hang, connection timeout',
    'connect-timeout/',
    'How long connect() waits',
    'A limit for the silence before the connection.',
  ),
  post(
    'server side cursor, named cursor, large result, itersize, memory, fetchmany, withhold',
    'large-results/',
    'Large results',
    'Named cursors, row by row from the server.',
  ),
  post('two phase, prepared transaction, tpc_prepare', 'two-phase/', 'Two-phase commit', 'What outlives its session.'),
  post(
    'percent sign, like percent, indexerror, parameters, placeholder',
    'errors/parameters-do-not-fit/',
    'Parameters that do not fit',
    "IndexError, TypeError, and a % of one's own.",
  ),
  post(
    'which version, what version, since version, version transaction_timeout, new in',
    'versions/',
    'Which version has what',
    'PostgreSQL, libpq and psycopg2.',
  ),
]

/** So many are shown; the others fit less well. */
const MOST = 3

const stems = (words: readonly string[]) => words.map(singular)

const known = SIGNPOSTS.map((signpost) => ({ signpost, phrases: signpost.phrases.map((phrase) => stems(wordsOf(phrase))) }))

export interface Lead {
  readonly signpost: Signpost
  /** How many words its longest phrase has that the question has, too. */
  readonly fits: number
}

/** Those that fit, first the ones of which the longest phrase does. */
export function signposts(question: string): Lead[] {
  const asked = new Set(stems(wordsOf(question)))
  return known
    .map(({ signpost, phrases }) => ({
      signpost,
      fits: Math.max(0, ...phrases.filter((phrase) => phrase.every((word) => asked.has(word))).map(({ length }) => length)),
    }))
    .filter(({ fits }) => fits > 0)
    .toSorted((one, other) => other.fits - one.fits)
    .slice(0, MOST)
}

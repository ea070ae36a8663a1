/** What a reader may begin with: examples, each with what it is a beginning of. */
export const TEMPLATES = [
  ['session-timeouts/statement-timeout', 'A limit on one statement'],
  ['session-timeouts/which-timer-wins', 'Five limits, of which one fires'],
  ['connection-status/a-life', 'What a connection says of itself'],
  ['waiting/lock-queue', 'Three sessions that wait for a row'],
  ['waiting/deadlock', 'A deadlock'],
  ['waiting/skip-locked', 'A queue of jobs in a table'],
  ['threads/pool-of-two', 'Threads and a pool'],
  ['threads/notify', 'LISTEN and NOTIFY'],
  ['threads/cancel-from-timer', "A limit of the client's own"],
  ['alive/with-growing-pauses', 'Connecting again, with growing pauses'],
  ['connection-status/diagnostics', 'What an error knows'],
] as const

/** Recordings whose programs run here once wheels are there: each with what it is a beginning of, and the package that it needs. */
export const WITH_WHEELS = [
  ['sqlalchemy/pool-pre-ping', 'SQLAlchemy: connections that died', 'sqlalchemy>=2,<3'],
  ['sqlalchemy/query-canceled', 'SQLAlchemy: a limit on statements', 'sqlalchemy>=2,<3'],
  ['django/conn-max-age', 'Django: connections that are kept', 'django>=5,<6'],
] as const

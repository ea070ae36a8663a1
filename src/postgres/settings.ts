/** How the server is set up. Imports nothing. */

export const DATA_DIRECTORY = '/pglite/data'

/** Libraries that are loaded before the fork, as what a session loads would not be in the memory of the next. */
export const PRELOADED = ['plpgsql', 'dict_snowball']
/** Libraries that sessions load themselves when they convert: conversions.ts. */
export const CONVERSIONS = [
  ...['cyrillic_and_mic', 'euc2004_sjis2004', 'euc_cn_and_mic', 'euc_jp_and_sjis', 'euc_kr_and_mic', 'euc_tw_and_big5'],
  ...['latin2_and_win1250', 'latin_and_mic', 'utf8_and_big5', 'utf8_and_cyrillic', 'utf8_and_euc2004', 'utf8_and_euc_cn'],
  ...['utf8_and_euc_jp', 'utf8_and_euc_kr', 'utf8_and_euc_tw', 'utf8_and_gb18030', 'utf8_and_gbk', 'utf8_and_iso8859'],
  ...['utf8_and_iso8859_1', 'utf8_and_johab', 'utf8_and_sjis', 'utf8_and_sjis2004', 'utf8_and_uhc', 'utf8_and_win'],
]
/**
 * PGlite packs others, for replication, but has linked nothing of what they need: they are removed, so that PostgreSQL says that they are
 * not there.
 */
export const LIBRARIES = [...PRELOADED, ...CONVERSIONS]
export const LIBRARY_FOLDER = '/pglite/lib/postgresql'

/** What the cluster's own postgresql.conf says, where one looks for it and ALTER SYSTEM can say something else. */
export const CONFIGURATION = {
  max_connections: 20,
  max_prepared_transactions: 10,
  shared_buffers: '16MB',
}

/** What the server is started with. PostgreSQL's defaults but where a page needs something else: no helper processes, and little memory. */
export const SETTINGS = {
  exit_on_error: 'false',
  io_method: 'sync',
  max_worker_processes: 1, // the first process's slot
  max_parallel_workers: 0,
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  // Dynamic shared memory then lies inside the main segment, where the processes share it
  min_dynamic_shared_memory: '4MB',
  max_stack_depth: '500kB', // calls take up a stack of the engine's as well, which is smaller than C's
  shared_preload_libraries: PRELOADED.join(),
  log_checkpoints: 'off',
}

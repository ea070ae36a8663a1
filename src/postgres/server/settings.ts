/** How the server is set up. */
import { PRELOADED } from '../machine/libraries.ts'

export const DATA_DIRECTORY = '/pglite/data'

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

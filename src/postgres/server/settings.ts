/** How the server is set up. */
import { PRELOADED } from '../machine/libraries.ts'

export const DATA_DIRECTORY = '/pglite/data'

/** For the cluster's postgresql.conf, where a reader looks for them and ALTER SYSTEM can override them. */
export const CONFIGURATION = {
  max_connections: 20,
  max_prepared_transactions: 10,
  shared_buffers: '16MB',
}

/** For the server's command line: what a page needs other than PostgreSQL's defaults, that is, no helper processes and little memory. */
export const SETTINGS = {
  exit_on_error: 'false',
  io_method: 'sync',
  max_worker_processes: 1, // the auxiliary process's slot
  max_parallel_workers: 0,
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  // Dynamic shared memory then lies in the main segment, which all processes share
  min_dynamic_shared_memory: '4MB',
  max_stack_depth: '500kB', // the engine's own stack is smaller than C's: see stack-margin.ts
  shared_preload_libraries: PRELOADED.join(),
  log_checkpoints: 'off',
}

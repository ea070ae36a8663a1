/**
 * A run that nobody asked for, in a worker of its own that is ended after it. What it executes the browser compiles for all workers that are
 * made from the same modules: so a reader's first run need not wait for that, and is in an engine in which nothing has run.
 */
import type { EngineFiles } from '../messages/run.ts'
import { WorkerClient, type WorkerLike } from './worker-client.ts'

/** What nearly every program begins with. */
export const REHEARSAL = `import psycopg2
conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("select %s", (1,))
print(cur.fetchone(), conn.status)
conn.close()
`

/** Returns what ends it, over or not. */
export function rehearse(worker: WorkerLike, files: EngineFiles): () => void {
  const engine = new WorkerClient(worker, files, { freed() {}, ended() {}, downloaded() {} })
  // Nobody waits for its end, whatever that is
  engine.run(0, { code: REHEARSAL, fileName: 'main.py', setup: null, clock: 'real' }, { progress() {}, failed() {}, message() {} })
  return () => engine.end()
}

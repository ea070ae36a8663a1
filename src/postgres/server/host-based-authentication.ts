/** pg_hba.conf: how clients prove who they are. */
import type { FileTree } from '../machine/file-tree.ts'

const FILE = 'pg_hba.conf'

/** As a method in pg_hba.conf. PostgreSQL follows it; where waits block, nobody could answer it more than once, so that only `password` works. */
export type Method = 'password' | 'scram-sha-256'

/** The cluster, with `method` for all clients on the network. Only the host's own sessions, over a Unix socket, stay trusted. */
export function withMethod(cluster: FileTree, method: Method): FileTree {
  const rules = new TextDecoder().decode(cluster.files.get(FILE))
  const changed = rules.replace(/^(host .*?)\S+$/gm, `$1${method}`)
  return { folders: cluster.folders, files: new Map(cluster.files).set(FILE, new TextEncoder().encode(changed)) }
}

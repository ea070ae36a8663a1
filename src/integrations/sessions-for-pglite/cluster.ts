/** The cluster that servers start with: made by PGlite's initdb; for pages the altered server creates the role and database of the examples. */
import { PGlite } from '@electric-sql/pglite'
import type { FileSystem } from '../../postgres/machine/emscripten.ts'
import { type FileTree, readTree } from '../../postgres/machine/file-tree.ts'
import type { MachineParts } from '../../postgres/machine/machine.ts'
import { withMethod } from '../../postgres/server/host-based-authentication.ts'
import { Postmaster } from '../../postgres/server/postmaster.ts'
import { CONFIGURATION } from '../../postgres/server/settings.ts'
import { runAsSuperuser } from '../../postgres/server/superuser.ts'
import { BlockingScheduler } from '../../scheduling/blocking-scheduler.ts'
import { HostClock } from '../../scheduling/clock.ts'

/** Small WAL segments, as the page downloads them. */
const INITDB = [
  '--wal-segsize=1',
  '--locale=C.UTF-8',
  '--encoding=UTF8',
  ...Object.entries(CONFIGURATION).map(([name, value]) => `--set=${name}=${value}`),
]

const SEGMENT_SIZE = 1n << 20n
const REDO = 40
/** As in xlog_internal.h: a page of WAL, and its header, which is longer in a segment's first page. */
const WAL_PAGE = 8192
const HEADER = 24
const LONG_HEADER = 40

// Each connection checks the password, and the usual 4096 iterations take ten milliseconds here
const PASSWORD = "SET scram_iterations = 1; ALTER ROLE postgres PASSWORD 'postgres'"

const LAB = [
  `${PASSWORD}; CREATE ROLE reader LOGIN PASSWORD 'reader'`,
  // Its files are those of the template, byte by byte: an archive has them once
  'CREATE DATABASE lab OWNER reader STRATEGY file_copy',
]

const FINISH = [
  // Or every session would set hint bits. Only what has changed since initdb, so that this database's files stay the template's, too
  'VACUUM (FREEZE) pg_authid, pg_database, pg_shdepend',
  'CHECKPOINT',
]

/** `lab`: with the role and the database of the examples. */
export async function makeCluster(parts: MachineParts, lab: boolean): Promise<FileTree> {
  const postmaster = await Postmaster.start({ ...parts, cluster: await initdb(), scheduler: new BlockingScheduler(new HostClock()) })
  for (const statement of [...(lab ? LAB : [PASSWORD]), ...FINISH]) await runAsSuperuser(postmaster, 'postgres', statement, statement)
  return withoutCaches(withoutOldWal(await postmaster.shutDown()))
}

/** Without the caches of catalogues, which a start removes, and sessions write anew. */
function withoutCaches({ folders, files }: FileTree): FileTree {
  return { folders, files: new Map([...files].filter(([path]) => !path.endsWith('pg_internal.init'))) }
}

async function initdb(): Promise<FileTree> {
  const pglite = await PGlite.create({ initDbStartParams: INITDB })
  try {
    // The method that also works where waits block, and the quickest
    return withMethod(readTree(pglite.Module.FS as unknown as FileSystem, PGlite.paths.PGDATA), 'password')
  } finally {
    await pglite.close()
  }
}

/**
 * After a shutdown only the WAL segment of the last checkpoint is needed: those kept for recycling need not be downloaded. Nor need the other
 * records in it: they become zeros, as in a new segment. It begins with a page header, and is named after its position, which pg_control has
 * at offset 40 (ControlFileData.checkPointCopy.redo): that of the checkpoint's record, which begins with its length.
 */
function withoutOldWal(cluster: FileTree): FileTree {
  const control = cluster.files.get('global/pg_control')!
  const redo = new DataView(control.buffer, control.byteOffset).getBigUint64(REDO, true)
  const segment = (redo / SEGMENT_SIZE).toString(16).toUpperCase().padStart(8, '0')
  const isNeeded = (path: string) => !/^pg_wal\/[0-9A-F]{24}$/.test(path) || path.endsWith(segment)
  const files = new Map([...cluster.files].filter(([path]) => isNeeded(path)))
  for (const [path, wal] of files) if (path.endsWith(segment)) files.set(path, withoutOtherRecords(wal, Number(redo % SEGMENT_SIZE)))
  if (files.size === cluster.files.size || ![...files.keys()].some((path) => /^pg_wal\/[0-9A-F]{24}$/.test(path)))
    throw new Error(`the WAL segment ${segment} of the last checkpoint was not found`)
  return { folders: cluster.folders, files }
}

function withoutOtherRecords(segment: Uint8Array, record: number): Uint8Array {
  const page = Math.floor(record / WAL_PAGE) * WAL_PAGE
  const end = record + new DataView(segment.buffer, segment.byteOffset).getUint32(record, true)
  if (end > page + WAL_PAGE) throw new Error('the record of the last checkpoint does not end in the page of WAL that it begins in')
  const kept = new Uint8Array(segment.length)
  for (const [from, to] of [
    [0, LONG_HEADER],
    [page, page + HEADER],
    [record, end],
  ] as const)
    kept.set(segment.subarray(from, to), from)
  return kept
}

/**
 * What postmaster.c and postgres.c do for one session, in the memory of the process that runs: start, execute messages, end.
 * Functions and variables are PostgreSQL's own.
 */
import type { EntryCall } from '../machine/abi.ts'
import type { Steps } from '../machine/entries.ts'
import { LONGJMP, type Machine, ProcessExit, STARTED } from '../machine/machine.ts'

/** BackendType, as in miscadmin.h. */
const B_BACKEND = 1
const B_BG_WORKER = 5
const B_CHECKPOINTER = 11
/** GucContext, as in guc.h: what a change of the configuration files may set while the server runs. */
const PGC_SIGHUP = 2
/** Where ProcessStartupPacket() would put a cancel request, which never gets as far as a session: three words and a key of at most 256 bytes. */
const CANCEL_REQUEST_SIZE = 12 + 256
/** Port.raddr.addr.ss_family's offset, and its value for Unix sockets: pg_hba.conf tells such clients apart. PGlite says that all come by TCP. */
const REMOTE_FAMILY = 144
const AF_UNIX = 1
/** Latch.owner_pid's offset. */
const OWNER_PID = 12

/** QueryCancelHoldoffCount follows InterruptHoldoffCount. */
const QUERY_CANCEL_HOLDOFF_COUNT = 4

/** CheckpointerShmemStruct: who the checkpointer is, and the queue of what it is to sync and unlink, as ForwardSyncRequest() reads it. */
const QUEUE = { checkpointer_pid: 0, num_requests: 48, max_requests: 52 }

/** Makes a postmaster of the process that has started; its children know it by this pid. */
export function becomePostmaster(machine: Machine, pid: number): void {
  machine.write32(machine.exports.MyProcPid.value, pid)
  machine.write32(machine.exports.PostmasterPid.value, pid)
}

/** Reads the configuration files again, and logs what has changed. */
export function* reloadConfiguration(): Steps {
  yield ['ProcessConfigFile', PGC_SIGHUP]
}

/** What a process knows of itself when it starts. Commands are kept from it until it `isStarting` no more. */
interface Starting {
  readonly pid: number
  isStarting: boolean
}

/** PostgresMain() is left where it would read the first command, as an ERROR in there would find no way back to the loop. */
function* enterMainLoop(machine: Machine, process: Starting, database: string, user: string): Steps {
  const { exports } = machine
  yield ['InitProcess']
  try {
    yield ['PostgresMain', machine.cString(database), machine.cString(user)]
  } catch (thrown) {
    if (thrown !== IDLE && !(thrown instanceof ProcessExit && thrown.status === STARTED)) throw thrown
  }
  exports.pgl_startPGlite()
  process.isStarting = false
}

/**
 * The first process: it recovers the cluster, as PostgreSQL's start-up process does, and then stays for questions of the host.
 * It takes a background worker's slot, so that clients have all of `max_connections`.
 */
export function* startFirst(machine: Machine, process: Starting): Steps {
  const { pid } = process
  machine.write32(machine.exports.MyProcPid.value, pid)
  machine.write32(machine.exports.MyBackendType.value, B_BG_WORKER)
  machine.connectStreams()
  yield* enterMainLoop(machine, process, 'postgres', 'postgres')
  machine.write32(machine.read32(machine.exports.CheckpointerShmem.value) + QUEUE.checkpointer_pid, pid)
  machine.write8(machine.exports.IsUnderPostmaster.value, 0) // as it was until PGlite set it: this process makes the checkpoints
}

/** The first process makes a checkpoint, and meanwhile is the checkpointer, who takes over what sessions want to have synced and unlinked. */
export function* makeCheckpoint(machine: Machine, execute: (query: string) => Steps): Steps {
  const type = machine.exports.MyBackendType.value
  machine.write32(type, B_CHECKPOINTER)
  yield* execute('CHECKPOINT')
  machine.write32(type, B_BG_WORKER)
}

/** A session that finds the checkpointer's queue full waits until it is not. */
export function syncQueueIsLong(machine: Machine): boolean {
  const queue = machine.read32(machine.exports.CheckpointerShmem.value)
  return machine.read32(queue + QUEUE.num_requests) > machine.read32(queue + QUEUE.max_requests) / 2
}

/** A forked child becomes a session: InitPostmasterChild(), then BackendMain(). The start-up packet is the process's input. */
export function* startSession(machine: Machine, process: Starting, database: string, user: string, isLocal: boolean): Steps {
  const { exports } = machine
  const { pid } = process
  machine.write8(exports.IsUnderPostmaster.value, 1)
  machine.write32(exports.MyProcPid.value, pid)
  machine.write32(machine.read32(exports.MyLatch.value) + OWNER_PID, pid)
  machine.write32(exports.MyBackendType.value, B_BACKEND)
  // on_exit_reset(): what the parent wants to do at its end, such as removing the lock file, is not the child's to do
  for (const count of [exports.before_shmem_exit_index, exports.on_shmem_exit_index, exports.on_proc_exit_index])
    machine.write32(count.value, 0)
  exports.InitProcessGlobals()
  machine.connectStreams()
  exports.pgl_startPGlite()
  if (isLocal) machine.write8(exports.pgl_getMyProcPort() + REMOTE_FAMILY, AF_UNIX)
  const cancelRequest = exports.malloc(CANCEL_REQUEST_SIZE)
  if ((yield ['ProcessStartupPacket', exports.pgl_getMyProcPort(), 1, 1, cancelRequest]) !== 0) throw new ProcessExit(0) // it has told the client why
  yield* enterMainLoop(machine, process, database, user)
  exports.pgl_sendConnData()
  yield* mainLoop(machine)
}

/** The first process reloads. Of what has changed the postmaster has told the log; children say it only to who debugs them. */
export function* reloadAsChild(machine: Machine): Steps {
  const IsUnderPostmaster = machine.exports.IsUnderPostmaster.value
  machine.write8(IsUnderPostmaster, 1)
  yield* reloadConfiguration()
  machine.write8(IsUnderPostmaster, 0)
}

export const isReadingCommand = (machine: Machine): boolean => machine.bytes(machine.exports.DoingCommandRead.value, 1)[0] === 1

/** An ERROR ends the call and is handled as in PostgreSQL's main loop. */
function* untilJump(machine: Machine, call: EntryCall): Steps {
  const stack = machine.stackPointer
  try {
    yield call
  } catch (thrown) {
    if (!(thrown instanceof ProcessExit) || thrown.status !== LONGJMP) throw thrown
    machine.stackPointer = stack
    yield ['PostgresMainLongJmp']
  }
}

/** Thrown where a session waits for its next command: its stack is of no use until there is one, or a signal. */
export const IDLE = Symbol('it waits for its client')

/**
 * PostgreSQL's main loop, from where it waits for a command to where it waits for the next. It is not suspended there: the loop is left, and
 * later begun anew from its top, where there is nothing left to do. `deliver` lets signals arrive first, as they do in a wait.
 */
export function* mainLoop(machine: Machine, deliver: () => void = () => {}): Steps {
  leaveWait(machine)
  deliver()
  try {
    for (;;) yield* untilJump(machine, ['PostgresMainLoopOnce'])
  } catch (thrown) {
    if (thrown !== IDLE) throw thrown
  }
}

/** What WaitEventSetWait(), and SocketBackend() which called it, do when the wait is over. */
function leaveWait(machine: Machine): void {
  const { exports } = machine
  machine.write32(exports.waiting.value, 0)
  machine.write32(machine.read32(exports.my_wait_event_info.value), 0)
  machine.write8(exports.PqCommReadingMsg.value, 0)
  machine.write32(exports.InterruptHoldoffCount.value + QUERY_CANCEL_HOLDOFF_COUNT, 0)
}

/**
 * What postmaster.c and postgres.c do for one process: start it, and run its main loop. It happens in the memory of the loaded process, with
 * PostgreSQL's own functions and variables.
 */
import type { EntryCall } from '../machine/abi.ts'
import type { Steps } from '../machine/entries.ts'
import { LONGJMP, type Machine, ProcessExit, STARTED } from '../machine/machine.ts'
import type { Process } from './process.ts'

/** BackendType, as in miscadmin.h. */
const B_BACKEND = 1
const B_BG_WORKER = 5
const B_CHECKPOINTER = 11
/** GucContext, as in guc.h: that the configuration files are read again. */
const PGC_SIGHUP = 2
/** For the cancel request that ProcessStartupPacket() may find, though none gets as far: three words and a key of at most 256 bytes. */
const CANCEL_REQUEST_SIZE = 12 + 256
/** The offset of Port.raddr.addr.ss_family, and its value for Unix sockets, which pg_hba.conf treats apart. PGlite sets it to TCP. */
const REMOTE_FAMILY = 144
const AF_UNIX = 1
/** Latch.owner_pid's offset. */
const OWNER_PID = 12

/** QueryCancelHoldoffCount follows InterruptHoldoffCount. */
const QUERY_CANCEL_HOLDOFF_COUNT = 4

/** CheckpointerShmemStruct, as ForwardSyncRequest() reads it: the checkpointer's pid, and its queue of files to sync and unlink. */
const QUEUE = { checkpointer_pid: 0, num_requests: 48, max_requests: 52 }

/** Makes the process that has started the postmaster, with this pid. */
export function becomePostmaster(machine: Machine, pid: number): void {
  machine.write32(machine.exports.MyProcPid.value, pid)
  machine.write32(machine.exports.PostmasterPid.value, pid)
}

/** Reads the configuration files again, and logs what has changed. */
export function* reloadConfiguration(): Steps {
  yield ['ProcessConfigFile', PGC_SIGHUP]
}

/** Leaves PostgresMain() where it would read the first command. An ERROR on the last steps before that is handled as one in the loop. */
function* enterMainLoop(machine: Machine, process: Process, database: string, user: string): Steps {
  const { exports } = machine
  yield ['InitProcess']
  const stack = machine.stackPointer
  try {
    yield ['PostgresMain', machine.cString(database), machine.cString(user)]
  } catch (thrown) {
    if (isLongjmp(thrown)) {
      machine.stackPointer = stack
      yield* callHandlingErrors(machine, ['PostgresMainLongJmp'])
    } else if (thrown !== IDLE && !isStarted(thrown)) throw thrown
  }
  exports.pgl_startPGlite()
  process.isStarting = false
}

/** Starts the auxiliary process, which recovers the cluster. It takes a background worker's slot: clients have all of `max_connections`. */
export function* startAuxiliary(machine: Machine, process: Process): Steps {
  const { pid } = process
  machine.write32(machine.exports.MyProcPid.value, pid)
  machine.write32(machine.exports.MyBackendType.value, B_BG_WORKER)
  machine.connectStreams()
  yield* enterMainLoop(machine, process, 'postgres', 'postgres')
  machine.write32(machine.read32(machine.exports.CheckpointerShmem.value) + QUEUE.checkpointer_pid, pid)
  machine.write8(machine.exports.IsUnderPostmaster.value, 0) // PGlite has set it; without it CreateCheckPoint() makes the checkpoint itself
}

/** The auxiliary process makes a checkpoint. As the checkpointer, it first takes over from the queue what sessions want synced and unlinked. */
export function* makeCheckpoint(machine: Machine, execute: (query: string) => Steps): Steps {
  const type = machine.exports.MyBackendType.value
  machine.write32(type, B_CHECKPOINTER)
  yield* execute('CHECKPOINT')
  machine.write32(type, B_BG_WORKER)
}

/** The checkpointer's queue should be emptied: a session that finds it full waits. */
export function syncQueueIsLong(machine: Machine): boolean {
  const queue = machine.read32(machine.exports.CheckpointerShmem.value)
  return machine.read32(queue + QUEUE.num_requests) > machine.read32(queue + QUEUE.max_requests) / 2
}

/** Makes a forked child a session: InitPostmasterChild(), then BackendMain(). The start-up packet must be in its input. */
export function* startSession(machine: Machine, process: Process, database: string, user: string, isLocal: boolean): Steps {
  const { exports } = machine
  const { pid } = process
  machine.write8(exports.IsUnderPostmaster.value, 1)
  machine.write32(exports.MyProcPid.value, pid)
  machine.write32(machine.read32(exports.MyLatch.value) + OWNER_PID, pid)
  machine.write32(exports.MyBackendType.value, B_BACKEND)
  // on_exit_reset(): what the parent has registered to do when it exits, such as removing the lock file, the child must not do
  for (const count of [exports.before_shmem_exit_index, exports.on_shmem_exit_index, exports.on_proc_exit_index])
    machine.write32(count.value, 0)
  exports.InitProcessGlobals()
  machine.connectStreams()
  exports.pgl_startPGlite()
  if (isLocal) machine.write8(exports.pgl_getMyProcPort() + REMOTE_FAMILY, AF_UNIX)
  const cancelRequest = exports.malloc(CANCEL_REQUEST_SIZE)
  if ((yield ['ProcessStartupPacket', exports.pgl_getMyProcPort(), 1, 1, cancelRequest]) !== 0) throw new ProcessExit(0) // and it has told the client why
  yield* enterMainLoop(machine, process, database, user)
  exports.pgl_sendConnData()
  yield* mainLoop(machine, process)
}

/** The auxiliary process reloads. As a child of the postmaster's it does not log what has changed: the postmaster has done so. */
export function* reloadAuxiliary(machine: Machine): Steps {
  const IsUnderPostmaster = machine.exports.IsUnderPostmaster.value
  machine.write8(IsUnderPostmaster, 1)
  yield* reloadConfiguration()
  machine.write8(IsUnderPostmaster, 0)
}

export const isReadingCommand = (machine: Machine): boolean => machine.bytes(machine.exports.DoingCommandRead.value, 1)[0] === 1

/** PGlite leaves its main loop: it would read the first message now, or cannot read another. */
const isStarted = (thrown: unknown) => thrown instanceof ProcessExit && thrown.status === STARTED

/** An ERROR jumps to where it is handled. */
const isLongjmp = (thrown: unknown) => thrown instanceof ProcessExit && thrown.status === LONGJMP

/**
 * Makes a call. If an ERROR ends it, that is handled as in PostgreSQL's main loop; so is an ERROR while one is handled, such as a second lack of
 * memory, for in PostgreSQL both jump to the same place. It counts them, and panics when there are too many.
 */
function* callHandlingErrors(machine: Machine, call: EntryCall): Steps {
  const stack = machine.stackPointer
  for (let next = call; ; next = ['PostgresMainLongJmp']) {
    try {
      yield next
      return
    } catch (thrown) {
      if (!isLongjmp(thrown)) throw thrown
      machine.stackPointer = stack
    }
  }
}

/** Thrown where a session would wait for its next command. */
export const IDLE = Symbol('idle')

/**
 * PostgreSQL's main loop, from where it waits for a command to where it waits for the next. There it is not suspended but left, and later
 * started at its top again, where nothing is done twice. `deliver` delivers pending signals first, as in a wait.
 */
export function* mainLoop(machine: Machine, process: Process, deliver: () => void = () => {}): Steps {
  leaveWait(machine)
  deliver()
  for (;;) {
    try {
      yield* callHandlingErrors(machine, ['PostgresMainLoopOnce'])
    } catch (thrown) {
      if (thrown === IDLE) return
      if (!isStarted(thrown)) throw thrown
      // A message that cannot be read is for PostgreSQL the end of the stream, where PGlite would leave without what a process does when it exits
      process.hangUp()
      machine.exports.pgl_setPGliteActive(0)
    }
  }
}

/** Does what WaitEventSetWait() and its caller SocketBackend() would do when the wait is over. */
function leaveWait(machine: Machine): void {
  const { exports } = machine
  machine.write32(exports.waiting.value, 0)
  machine.write32(machine.read32(exports.my_wait_event_info.value), 0)
  machine.write8(exports.PqCommReadingMsg.value, 0)
  machine.write32(exports.InterruptHoldoffCount.value + QUERY_CANCEL_HOLDOFF_COUNT, 0)
}

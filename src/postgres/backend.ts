/**
 * What postmaster.c and postgres.c do for one session, in the memory of the process that runs: start, execute messages, end.
 * Functions and variables are PostgreSQL's own. May import: machine, wire.
 */
import { LONGJMP, type Machine, ProcessExit, STARTED } from './machine.ts'

/** BackendType, as in miscadmin.h. */
const B_BACKEND = 1
const B_BG_WORKER = 5
/** Latch.owner_pid's offset. */
const OWNER_PID = 12

/** Leaves PostgresMain() where it would wait for the first message. */
function untilStarted(work: () => void): void {
  try {
    work()
  } catch (thrown) {
    if (!(thrown instanceof ProcessExit) || thrown.status !== STARTED) throw thrown
  }
}

function enterMainLoop(machine: Machine, database: string, user: string): void {
  const { exports } = machine
  untilStarted(() => {
    exports.InitProcess()
    exports.PostgresMain(machine.cString(database), machine.cString(user))
  })
  exports.pgl_startPGlite()
  machine.write32(exports.InterruptHoldoffCount.value + 4, 0) // QueryCancelHoldoffCount: held since the wait for the first message, which was left
}

/**
 * The first process: it recovers the cluster, as PostgreSQL's start-up process does, and then stays for questions of the host.
 * It takes a background worker's slot, so that clients have all of `max_connections`.
 */
export function startFirst(machine: Machine, pid: number): void {
  machine.write32(machine.exports.MyProcPid.value, pid)
  machine.write32(machine.exports.MyBackendType.value, B_BG_WORKER)
  machine.connectStreams()
  enterMainLoop(machine, 'postgres', 'postgres')
}

/** A forked child becomes a session: InitPostmasterChild(), then BackendMain(). The start-up packet is the process's input. */
export function startSession(machine: Machine, pid: number, database: string, user: string): void {
  const { exports } = machine
  machine.write8(exports.IsUnderPostmaster.value, 1)
  machine.write32(exports.MyProcPid.value, pid)
  machine.write32(machine.read32(exports.MyLatch.value) + OWNER_PID, pid)
  machine.write32(exports.MyBackendType.value, B_BACKEND)
  exports.InitProcessGlobals()
  machine.connectStreams()
  exports.pgl_startPGlite()
  if (exports.ProcessStartupPacket(exports.pgl_getMyProcPort(), 1, 1) !== 0) throw new ProcessExit(0) // it has told the client why
  enterMainLoop(machine, database, user)
  exports.pgl_sendConnData()
}

/** Executes the messages that are there, then says what the transaction's state is. */
export function executeMessages(machine: Machine, hasInput: () => boolean): void {
  const { exports } = machine
  while (hasInput() || exports.pq_buffer_remaining_data() > 0) {
    const stack = machine.stackPointer
    try {
      exports.PostgresMainLoopOnce()
    } catch (thrown) {
      if (!(thrown instanceof ProcessExit) || thrown.status !== LONGJMP) throw thrown
      machine.stackPointer = stack
      exports.PostgresMainLongJmp()
    }
  }
  exports.PostgresSendReadyForQueryIfNecessary()
  exports.pgl_pq_flush()
}

/** Executes a Terminate message. PGlite ignores those while it is marked active. */
export function endSession(machine: Machine, hasInput: () => boolean): void {
  machine.exports.pgl_setPGliteActive(0)
  executeMessages(machine, hasInput)
}

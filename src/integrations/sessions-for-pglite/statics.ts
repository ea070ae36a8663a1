/** Finds the addresses of static variables, which PGlite does not export, in the code of functions that use them. */
import type { STATIC_VARIABLES } from '../../postgres/machine/abi.ts'
import { expectCount, functionNaming, only, operandAt, pointersTo, positions, stringAt } from './find.ts'
import { constant, I32, OP, VOID } from './opcodes.ts'
import type { WasmBinary } from './wasm-binary.ts'

/** Their addresses. */
export type Statics = Readonly<Record<(typeof STATIC_VARIABLES)[number], number>>

/** Of a setting, in guc_tables.c. */
const SIZE_OF_ENTRY = 128

/** `i32.load` of a constant address, followed by local.tee. */
const COUNT_OF_CALLBACKS = [I32.const, null, null, null, null, I32.load, 2, 0, OP.tee]

export function findStatics(wasm: WasmBinary): Statics {
  const body = (name: string) => wasm.bodies[wasm.bodyOf(wasm.export(name).index)]!
  // ProcessInterrupts() reads three flags of one byte; DoingCommandRead is the one that PostgresMain's loop sets and clears
  const interrupts = body('ProcessInterrupts')
  const flags = new Set(
    positions(interrupts, [I32.const, null, null, null, null, I32.load8, 0, 0]).map((at) => operandAt(interrupts, at + 1)),
  )
  const set = (address: number, value: number) =>
    positions(body('PostgresMainLoopOnce'), [...constant(address), ...constant(value), I32.store8, 0, 0]).length
  const DoingCommandRead = only(
    'DoingCommandRead',
    [...flags].filter((address) => set(address, 1) && set(address, 0)),
  )
  // PostgresSendReadyForQueryIfNecessary() calls get_timeout_active(IDLE_STATS_UPDATE_TIMEOUT = 10), which reads all_timeouts[10].active:
  // elements of 40 bytes, `active` at offset 4
  const ready = body('PostgresSendReadyForQueryIfNecessary')
  const asked = positions(ready, [...constant(10), OP.call]).map((at) => operandAt(ready, at + 3))
  const element = [OP.get, 0, ...constant(40), I32.mul, I32.const, null, null, null, null, I32.add, I32.load8, 0, 4]
  const all_timeouts = only(
    'get_timeout_active()',
    asked.flatMap((index) => {
      const code = wasm.bodies[wasm.bodyOf(index)]!
      return code.length === element.length + 2 ? positions(code, element).map((at) => operandAt(code, at + 6)) : []
    }),
  )
  // pg_reload_conf() begins with kill(PostmasterPid, SIGHUP = 1)
  const reload = wasm.bodies[wasm.bodyOf(functionNaming(wasm, 'pg_reload_conf'))]!
  const signalled = [I32.const, null, null, null, null, I32.load, 2, 0, ...constant(1), OP.call]
  const PostmasterPid = operandAt(reload, only('PostmasterPid', positions(reload, signalled)) + 1)
  // WaitEventSetWait() begins its wait with `*my_wait_event_info = wait_event_info`, its fifth parameter, and `waiting = true`
  const waits = wasm.bodies[wasm.bodyOf(functionNaming(wasm, 'WaitEventSetWaitBlock'))]!
  const stored = [I32.const, null, null, null, null, I32.load, 2, 0, OP.get, 4, I32.store, 2, 0]
  const begins = [...stored, I32.const, null, null, null, null, ...constant(1), I32.store, 2, 0]
  const beginsAt = only('my_wait_event_info and waiting', positions(waits, begins))
  const my_wait_event_info = operandAt(waits, beginsAt + 1)
  const waiting = operandAt(waits, beginsAt + stored.length + 1)
  // pq_startmsgread() begins with `if (PqCommReadingMsg)`
  const starts = wasm.bodies[wasm.bodyOf(functionNaming(wasm, 'pq_startmsgread'))]!
  const asks = [I32.const, null, null, null, null, I32.load8, 0, 0, OP.if, VOID]
  const PqCommReadingMsg = operandAt(starts, only('PqCommReadingMsg', positions(starts, asks)) + 1)
  // ForwardSyncRequest() does nothing when `CheckpointerShmem->checkpointer_pid == 0`, its first field
  const forward = wasm.bodies[wasm.bodyOf(functionNaming(wasm, 'ForwardSyncRequest'))]!
  const noCheckpointer = [I32.const, null, null, null, null, I32.load, 2, 0, OP.tee, 3, I32.load, 2, 0, I32.eqz]
  const CheckpointerShmem = operandAt(forward, only('CheckpointerShmem', positions(forward, noCheckpointer)) + 1)
  // before_shmem_exit() and on_shmem_exit() begin by reading how many callbacks there are; the lists lie one after another, and the
  // third's count is set to 0 at the end of proc_exit_prepare(), which also sets InterruptHoldoffCount to 1
  const count = (name: string) =>
    operandAt(body(name), only(`the count in ${name}()`, positions(body(name), COUNT_OF_CALLBACKS).slice(0, 1)) + 1)
  const before_shmem_exit_index = count('before_shmem_exit')
  const on_shmem_exit_index = count('on_shmem_exit')
  const on_proc_exit_index = 2 * on_shmem_exit_index - before_shmem_exit_index
  const holding = [...constant(wasm.address('InterruptHoldoffCount')), ...constant(1), I32.store, 2, 0]
  const emptied = [...constant(on_proc_exit_index), ...constant(0), I32.store, 2, 0]
  only(
    'proc_exit_prepare()',
    wasm.bodies.filter((code) => positions(code, holding).length && positions(code, emptied).length),
  )
  // pg_encoding_max_length() returns pg_wchar_table[encoding].maxmblen: elements of 28 bytes, `maxmblen` at offset 24
  const longest = body('pg_encoding_max_length')
  const ofEncoding = [...constant(28), I32.mul, I32.const, null, null, null, null, I32.add, I32.load, 2, 24]
  const pg_wchar_table = operandAt(longest, only('pg_wchar_table', positions(longest, ofEncoding)) + 4)
  // report_invalid_encoding_int() says pg_enc2name_tbl[encoding].name: elements of 8 bytes, `name` at offset 0
  const invalid = wasm.bodies[wasm.bodyOf(functionNaming(wasm, 'report_invalid_encoding_int'))]!
  const named = [...constant(3), I32.shl, I32.const, null, null, null, null, I32.add, I32.load, 2, 0]
  const pg_enc2name_tbl = operandAt(invalid, only('pg_enc2name_tbl', positions(invalid, named)) + 4)
  // boolRelOpts[0] begins with a pointer to its name; another table of index options, which lies further up, has it as well
  const [boolRelOpts = 0] = expectCount('pointers to "autosummarize"', pointersTo(wasm, stringAt(wasm, 'autosummarize')), 2)
  // The entry of a setting that is a number begins with the address of its name, and ends with that of its variable, its default and its limits.
  // Here these are 60, 1 and 600, of which the data have no zero bytes at the end
  const setting = only('the entry of authentication_timeout', pointersTo(wasm, stringAt(wasm, 'authentication_timeout')))
  const inEntry = wasm.data.filter(({ address }) => address >= setting && address < setting + SIZE_OF_ENTRY)
  const ends = [null, null, null, 60, 0, 0, 0, 1, 0, 0, 0, 88, 2]
  const AuthenticationTimeout = only(
    'AuthenticationTimeout',
    inEntry.flatMap(({ bytes }) =>
      positions(bytes, [bytes[0]!, ...ends]).map((at) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true)),
    ),
  )
  return {
    AuthenticationTimeout,
    boolRelOpts,
    all_timeouts,
    DoingCommandRead,
    PostmasterPid,
    my_wait_event_info,
    waiting,
    PqCommReadingMsg,
    CheckpointerShmem,
    before_shmem_exit_index,
    on_shmem_exit_index,
    on_proc_exit_index,
    pg_wchar_table,
    pg_enc2name_tbl,
  }
}

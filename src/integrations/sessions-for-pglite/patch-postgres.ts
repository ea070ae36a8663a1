/**
 * Rewrites pglite.wasm so that a host can look at the clock at every CHECK_FOR_INTERRUPTS(), carry out every wait, deliver signals, start
 * sessions and tell their processes apart. It works on bytes: what is replaced, and how often it must occur, is written out.
 */

import { COUNTDOWN, HOST_CALLS } from '../../postgres/machine/abi.ts'
import { afterLocals, expectCount, functionNaming, only, operandAt, positions, splice } from './find.ts'
import { constant, I32, I64, load, OP, VOID } from './opcodes.ts'
import { addStackMargins } from './stack-margin.ts'
import { findStatics, type Statics } from './statics.ts'
import { u32, WasmBinary } from './wasm-binary.ts'

/** Imports of six i32 parameters and an i32 result that PostgreSQL never calls here. */
const UNUSED_IMPORTS = [
  '__syscall_accept4',
  '__syscall_bind',
  '__syscall_connect',
  '__syscall_listen',
  '__syscall_recvfrom',
  '__syscall_sendto',
  '__syscall_socket',
]

type HostCall = keyof typeof HOST_CALLS

/** Each call of the host goes through one of them, as adding an import would change the index of every function. `trampolines.ts` gives it its name. */
export const SLOTS: ReadonlyMap<HostCall, string> = new Map(
  (Object.keys(HOST_CALLS) as HostCall[]).map((name, i) => {
    const slot = UNUSED_IMPORTS[i]
    if (!slot) throw new Error('there are more calls of the host than unused imports')
    return [name, slot]
  }),
)

/** What musl's getpid() was compiled to. */
const ONLY_PID = 42

export function patchPostgres(bytes: Uint8Array): { wasm: Uint8Array; statics: Statics } {
  const wasm = new WasmBinary(bytes)
  const { bodies } = wasm
  const everywhere = (pattern: Parameters<typeof positions>[1]) =>
    bodies.flatMap((body, i) => positions(body, pattern).map((at) => ({ i, body, at })))
  const inserted = (index: number, code: readonly number[], at = afterLocals(bodies[wasm.bodyOf(index)]!)) => {
    bodies[wasm.bodyOf(index)] = splice(bodies[wasm.bodyOf(index)]!, at, 0, code)
  }
  /** Each argument is what puts it on the stack. */
  const slot = (name: HostCall, ...args: readonly (readonly number[])[]) => [
    ...args.flat(),
    ...Array.from({ length: 6 - args.length }, () => constant(0)).flat(),
    OP.call,
    ...u32(wasm.import(`env.${SLOTS.get(name)}`)),
  ]
  const MyProcPid = load(wasm.address('MyProcPid'))
  const InterruptPending = load(wasm.address('InterruptPending'))
  const statics = findStatics(wasm)

  // Every CHECK_FOR_INTERRUPTS() loads InterruptPending. Before that it now counts down, and at zero calls the host, which looks at the clock
  // and returns how many checks may pass until the next call; 0: to be suspended first. Counting is done in place: a call would slow busy
  // loops down by some percent. Looking and suspending are two calls, as one that suspends traps on a stack that cannot be suspended.
  const countdown = wasm.addGlobal(1)
  const look = wasm.addFunction('>', [
    ...[0, ...slot('look'), OP.globalSet, ...u32(countdown)],
    ...[OP.globalGet, ...u32(countdown), I32.eqz, OP.if, VOID, ...slot('suspend'), OP.globalSet, ...u32(countdown), OP.end, OP.end],
  ])
  const poll = (...args: readonly (readonly number[])[]) => [...slot('poll', ...args), OP.if, VOID, ...slot('suspend'), OP.drop, OP.end]
  const check = [
    ...[OP.globalGet, ...u32(countdown), ...constant(1), I32.sub, OP.globalSet, ...u32(countdown)],
    ...[OP.globalGet, ...u32(countdown), I32.eqz, OP.if, VOID, OP.call, ...u32(look), OP.end],
  ]
  // From the last to the first, so that places still to come do not move
  for (const { i, at } of expectCount('loads of InterruptPending', everywhere(InterruptPending), 467).toReversed())
    bodies[i] = splice(bodies[i]!, at, 0, check)
  // PL/pgSQL's checks call this function every time (patch-plpgsql.ts): it returns at once if nothing is pending
  inserted(wasm.export('ProcessInterrupts').index, [...check, ...InterruptPending, I32.eqz, OP.if, VOID, OP.return, OP.end])

  // WaitEventSetWaitBlock(set, cur_timeout, …) called poll(set->pollfds, set->nevents, cur_timeout), which was inlined to "all ready":
  // `(void) set->pollfds` is all that is left of it. It then looks at the revents of each pollfd.
  const waiting = functionNaming(wasm, 'WaitEventSetWaitBlock')
  const pollfds = [OP.get, 0, I32.load, 2, 28]
  const inlined = [...pollfds, OP.drop]
  const pollAt = only('the inlined poll()', positions(bodies[wasm.bodyOf(waiting)]!, inlined))
  const polls = poll(pollfds, [OP.get, 0, I32.load, 2, 4], [OP.get, 1])
  bodies[wasm.bodyOf(waiting)] = splice(bodies[wasm.bodyOf(waiting)]!, pollAt, inlined.length, polls)

  // pg_usleep(microseconds) looked at the clock in a loop. Now it is poll(NULL, 0, milliseconds).
  bodies[wasm.bodyOf(wasm.export('pg_usleep').index)] = Uint8Array.from([
    ...[0, OP.get, 0, ...constant(999), I32.add, ...constant(1000), I32.div_s, OP.set, 0],
    ...[OP.get, 0, ...constant(0), I32.gt_s, OP.if, VOID, ...poll(constant(0), constant(0), [OP.get, 0]), OP.end, OP.end],
  ])

  // getpid() is a constant, and so are the comparisons with it: proc_exit() and the signal wrapper compare MyProcPid, ProcKill() and
  // AuxiliaryProcKill() compare MyProc->pid (offset 44). A process always finds itself.
  bodies[wasm.bodyOf(wasm.export('getpid').index)] = Uint8Array.from([0, ...MyProcPid, OP.end])
  for (const { body, at } of expectCount('comparisons of MyProcPid', everywhere([...MyProcPid, ...constant(ONLY_PID)]), 2)) {
    const comparison = at + MyProcPid.length + 2
    const answer = body[comparison] === I32.eq ? 1 : 0
    body.fill(OP.nop, at, comparison + 1).set(constant(answer), at)
  }
  for (const { body, at } of expectCount('comparisons of MyProc->pid', everywhere([I32.load, 2, 44, ...constant(ONLY_PID), I32.eq]), 2))
    body.set([OP.drop, ...constant(1), OP.nop, OP.nop, OP.nop], at)

  // kill(pid, signal): `if (pid == 42) return raise(signal)`. Now: a group is its leader, a signal to oneself is raised, others are the host's to deliver.
  const killing = [OP.get, 0, ...constant(ONLY_PID), I32.eq, OP.if, VOID, OP.get, 1, OP.call]
  const kill = only('kill()', everywhere(killing))
  const raise = operandAt(kill.body, kill.at + killing.length)
  bodies[kill.i] = Uint8Array.from([
    ...[0, OP.get, 0, ...constant(0), I32.lt_s, OP.if, VOID, ...constant(0), OP.get, 0, I32.sub, OP.set, 0, OP.end],
    ...[OP.get, 0, ...MyProcPid, I32.eq, OP.if, VOID, OP.get, 1, OP.call, ...u32(raise), OP.return, OP.end],
    ...[...slot('kill', [OP.get, 0], [OP.get, 1]), OP.end],
  ])

  // sbrk(increment) asks the host for all memory, and not only when the WebAssembly memory must grow: each process gets addresses of its own
  const wants = [OP.get, 0, I64.extend_i32_u, I64.const, 7, I64.add, I64.const]
  const sbrk = only(
    'sbrk()',
    everywhere(wants).filter(({ body, at }) => at === afterLocals(body)),
  )
  bodies[sbrk.i] = Uint8Array.from([
    ...[
      0,
      OP.get,
      0,
      ...constant(7),
      I32.add,
      ...constant(-8),
      I32.and,
      OP.call,
      ...u32(wasm.import('env.emscripten_resize_heap')),
      OP.end,
    ],
  ])

  // schedule_alarm() is where the table of timeouts has just changed
  inserted(functionNaming(wasm, 'schedule_alarm'), [...slot('timeouts_changed'), OP.drop])

  // Single-user start-up stops just before InitProcess(): the memory at this point is what every session is forked from
  const InitProcess = functionNaming(wasm, 'InitProcess')
  const main = functionNaming(wasm, 'PostgresSingleUserMain')
  const call = [OP.call, ...u32(InitProcess)]
  const callAt = only('the call of InitProcess() at start-up', positions(bodies[wasm.bodyOf(main)]!, call))
  inserted(main, [...slot('fork_point'), OP.drop], callAt)

  // There is no checkpointer: CreateCheckPoint(flags) in a session calls the host, which lets the auxiliary process make the checkpoint.
  const IsUnderPostmaster = [...constant(wasm.address('IsUnderPostmaster')), I32.load8, 0, 0]
  const asked = [...slot('checkpoint', [OP.get, 0]), OP.drop, ...constant(1), OP.return]
  inserted(functionNaming(wasm, 'CreateCheckPoint'), [...IsUnderPostmaster, OP.if, VOID, ...asked, OP.end])

  // pgl_sendConnData() ends with ReadyForQuery(DestRemote = 2), which only sends the message. Now it sets send_ready_for_query instead, and
  // PostgreSQL's loop does all that belongs to it: it arms the idle timeout, reports the state, and sends the message.
  const ready = bodies[wasm.bodyOf(wasm.export('PostgresSendReadyForQueryIfNecessary').index)]!
  const wanted = [I32.const, null, null, null, null, I32.load8, 0, 0, ...constant(1), I32.eq]
  const send_ready_for_query = operandAt(ready, only('send_ready_for_query', positions(ready, wanted)) + 1)
  const hello = bodies[wasm.bodyOf(wasm.export('pgl_sendConnData').index)]!
  const readyForQuery = only(
    'ReadyForQuery() in pgl_sendConnData()',
    positions(hello, [...constant(2), OP.call]).filter((at) => positions(ready, [OP.call, ...u32(operandAt(hello, at + 3))]).length === 1),
  )
  const length = 3 + u32(operandAt(hello, readyForQuery + 3)).length
  bodies[wasm.bodyOf(wasm.export('pgl_sendConnData').index)] = splice(hello, readyForQuery, length, [
    ...[...constant(send_ready_for_query), ...constant(1), I32.store8, 0, 0],
  ])

  // A child process begins with InitProcessGlobals(), whose first statement sets MyStartTimestamp (eight bytes after MyStartTime)
  const started = everywhere([...constant(wasm.address('MyStartTime') + 8), OP.call])
  const InitProcessGlobals =
    only(
      'InitProcessGlobals()',
      started.filter(({ body, at }) => at === afterLocals(body)),
    ).i + wasm.imports.length
  const PostgresMain = functionNaming(wasm, 'PostgresMain')
  // What conversions.wat calls. The error beside it, which only conversions report, stands 48 lines further down in mbutils.c.
  const report_invalid_encoding_int = functionNaming(wasm, 'report_invalid_encoding_int')
  only('the line of report_invalid_encoding_int()', positions(bodies[wasm.bodyOf(report_invalid_encoding_int)]!, constant(1853)))
  for (const [name, index] of Object.entries({ InitProcess, InitProcessGlobals, PostgresMain, raise, report_invalid_encoding_int }))
    wasm.addExport(name, 'function', index)
  wasm.addExport(COUNTDOWN, 'global', countdown)
  addStackMargins(wasm)

  return { wasm: wasm.encode(), statics }
}

/** The rewriting of PGlite: complete in the build that is supported, and refused wherever a place is not as it was. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildServer, SERVER_FILES } from '../../../../src/integrations/sessions-for-pglite/build.ts'
import { withoutUnusedExports } from '../../../../src/integrations/sessions-for-pglite/exports.ts'
import { functionNaming, positions } from '../../../../src/integrations/sessions-for-pglite/find.ts'
import { installationOf, withoutPackage } from '../../../../src/integrations/sessions-for-pglite/installation.ts'
import { patchPlpgsql } from '../../../../src/integrations/sessions-for-pglite/patch-plpgsql.ts'
import { patchPostgres, SLOTS } from '../../../../src/integrations/sessions-for-pglite/patch-postgres.ts'
import { assertSupported, readSupportedPGlite } from '../../../../src/integrations/sessions-for-pglite/supported.ts'
import { s32, WasmBinary } from '../../../../src/integrations/sessions-for-pglite/wasm-binary.ts'
import { COUNTDOWN, EXPORTS, HOST_CALLS, TRAMPOLINE_CALLS } from '../../../../src/postgres/machine/abi.ts'

const folder = await buildServer()
const pglite = readSupportedPGlite()
const loader = new TextDecoder().decode(pglite['pglite.js'])
const original = new WasmBinary(pglite['pglite.wasm'])
const load = (name: string) => [0x41, ...s32(original.address(name)), 0x28, 2, 0]

test('a file of another build stops with the version that is supported and where the facts are', () => {
  const other = Uint8Array.of(...pglite['pglite.js'].subarray(0, 1000))
  expect(() => assertSupported('pglite.js', '0.6.0', other)).toThrow(
    /^@electric-sql\/pglite 0\.6\.0: pglite\.js \(sha256 [0-9a-f]{64}\) is not the file that sessions-for-pglite knows\. Only version 0\.5\.17 is supported: .*src\/integrations\/sessions-for-pglite\/README\.md/,
  )
  for (const name of ['pglite.wasm', 'pglite.data', 'pglite.js'] as const)
    expect(() => assertSupported(name, '0.5.17', pglite[name])).not.toThrow()
  expect(() => assertSupported('pglite.wasm', '0.5.17', pglite['pglite.js'])).toThrow('pglite.wasm')
})

describe('pglite.wasm', () => {
  /** The binary with the first place of a pattern overwritten, in one function if need be. */
  const altered = (pattern: readonly (number | null)[], replacement: readonly number[], within?: (wasm: WasmBinary) => number) => {
    const wasm = new WasmBinary(pglite['pglite.wasm'])
    const bodies = within ? [wasm.bodies[wasm.bodyOf(within(wasm))]!] : wasm.bodies
    const body = bodies.find((code) => positions(code, pattern).length > 0)!
    body.set(replacement, positions(body, pattern)[0]!)
    return wasm.encode()
  }
  const renamed = (name: string) => {
    const bytes = pglite['pglite.wasm'].slice()
    bytes.set([88], positions(bytes, [0, ...new TextEncoder().encode(name), 0])[0]! + 1)
    return bytes
  }
  const inside = (name: string) => (wasm: WasmBinary) => functionNaming(wasm, name)
  const exported = (name: string) => (wasm: WasmBinary) => wasm.export(name).index

  test('is patched', () => {
    const before = pglite['pglite.wasm'].slice()
    const { wasm, statics } = patchPostgres(pglite['pglite.wasm'])
    expect(pglite['pglite.wasm']).toEqual(before)
    expect(WebAssembly.validate(wasm as BufferSource)).toBe(true)
    const addresses = Object.values(statics)
    expect(new Set(addresses).size).toBe(addresses.length)
    for (const address of addresses)
      expect(address % 4 === 0 || [statics.DoingCommandRead, statics.PqCommReadingMsg].includes(address)).toBe(true)
    const patched = new WasmBinary(wasm)
    // Every load, and that of ProcessInterrupts() for PL/pgSQL, comes after a countdown
    const countdown = [0x41, 1, 0x6b, 0x24, null, 0x23, null, 0x45, 0x04, 0x40, 0x10, null, null, 0x0b, ...load('InterruptPending')]
    expect(patched.bodies.flatMap((body) => positions(body, load('InterruptPending')))).toHaveLength(468)
    expect(patched.bodies.flatMap((body) => positions(body, countdown))).toHaveLength(468)
    expect(patched.bodies.flatMap((body) => positions(body, [...load('MyProcPid'), 0x41, 42]))).toEqual([])
    for (const name of ['InitProcess', 'InitProcessGlobals', 'PostgresMain', 'raise', COUNTDOWN])
      expect(patched.exports.has(name)).toBe(true)
  })

  test('cannot be patched twice', () => {
    expect(() => patchPostgres(patchPostgres(pglite['pglite.wasm']).wasm)).toThrow(
      'loads of InterruptPending: found 468 times in the binary, not 467 times',
    )
  })

  const NOP = 0x01
  const ANY4 = [null, null, null, null]
  test.each<[string, () => Uint8Array]>([
    [
      'loads of InterruptPending: found 466 times',
      () => altered(load('InterruptPending'), Array(load('InterruptPending').length).fill(NOP)),
    ],
    ['the inlined poll(): found 0 times', () => altered([0x20, 0, 0x28, 2, 28, 0x1a], Array(6).fill(NOP), inside('WaitEventSetWaitBlock'))],
    ['comparisons of MyProcPid: found 1 times', () => altered([...load('MyProcPid'), 0x41, 42], [...load('MyProcPid'), 0x41, 43])],
    ['comparisons of MyProc->pid: found 1 times', () => altered([0x28, 2, 44, 0x41, 42, 0x46], [0x28, 2, 44, 0x41, 43])],
    ['kill(): found 0 times', () => altered([0x20, 0, 0x41, 42, 0x46, 0x04, 0x40, 0x20, 1, 0x10], [0x20, 0, 0x41, 43])],
    ['my_wait_event_info and waiting: found 0 times', () => altered([0x20, 4, 0x36, 2, 0], [0x20, 5], inside('WaitEventSetWaitBlock'))],
    ['PqCommReadingMsg: found 0 times', () => altered([0x2d, 0, 0, 0x04, 0x40], [0x2d, 0, 1], inside('pq_startmsgread'))],
    ['CheckpointerShmem: found 0 times', () => altered([0x22, 3, 0x28, 2, 0, 0x45], [0x22, 4], inside('ForwardSyncRequest'))],
    [
      'send_ready_for_query: found 0 times',
      () => altered([0x2d, 0, 0, 0x41, 1, 0x46], [0x2d, 0, 0, 0x41, 2], exported('PostgresSendReadyForQueryIfNecessary')),
    ],
    ['get_timeout_active(): found 0 times', () => altered([0x20, 0, 0x41, 40, 0x6c, 0x41, ...ANY4, 0x6a, 0x2d, 0, 4], [0x20, 0, 0x41, 48])],
    [
      'proc_exit_prepare(): found 0 times',
      () => altered([0x41, ...s32(original.address('InterruptHoldoffCount')), 0x41, 1, 0x36, 2, 0], [NOP]),
    ],
    ...[
      ...[
        'WaitEventSetWaitBlock',
        'pq_startmsgread',
        'schedule_alarm',
        'InitProcess',
        'PostgresSingleUserMain',
        'CreateCheckPoint',
        'ForwardSyncRequest',
      ],
      'PostgresMain',
    ].map((name): [string, () => Uint8Array] => [`the string "${name}": found 0 times`, () => renamed(name)]),
  ])('%s', (message, make) => {
    expect(() => patchPostgres(make())).toThrow(message)
  })
})

describe('what PostgreSQL is installed with', () => {
  const { files, folders } = installationOf(pglite['pglite.data'], loader)
  const plpgsql = 'lib/postgresql/plpgsql.so'

  test('has what a server opens, and nothing of initdb and pg_regress', () => {
    for (const path of ['bin/postgres', plpgsql, 'share/postgresql/timezone/Europe/Paris', 'share/postgresql/extension/plpgsql.control'])
      expect(files.has(path)).toBe(true)
    expect([...files.keys()].filter((path) => /bki$|pgxs|regress|walreceiver|pgoutput/.test(path))).toEqual([])
    for (const path of files.keys()) expect(folders).toContain(path.slice(0, path.lastIndexOf('/')))
  })

  test('PL/pgSQL has its five checks replaced, and nothing else is touched', () => {
    const [, start] = new RegExp(`filename:"/pglite/${plpgsql}",start:(\\d+)`).exec(loader) ?? []
    const patched = files.get(plpgsql)!
    const changed = patched.reduce((count, byte, i) => count + Number(byte !== pglite['pglite.data'][Number(start) + i]), 0)
    expect(changed).toBe(5 * 5)
    expect(() => patchPlpgsql(patched)).toThrow("PL/pgSQL's loads of InterruptPending: found 0 times in the binary, not 5 times")
  })

  test('the libraries have to be listed', () => {
    expect(() => installationOf(pglite['pglite.data'], 'filename:"/other",start:0,end:10')).toThrow(
      'libraries of PostgreSQL: found 0 times',
    )
  })

  test('the loader has no list any more', () => {
    expect(withoutPackage(loader)).not.toContain('/pglite/lib')
    expect(() => withoutPackage(withoutPackage(loader))).toThrow('the list of packed files: found 0 times')
  })
})

test('the loader keeps the exports that it uses itself, and no others', () => {
  const { loader: shorter, used } = withoutUnusedExports(loader)
  expect(used).toEqual(expect.arrayContaining(['malloc', 'fflush', 'setThrew', '__wasm_call_ctors', '__indirect_function_table']))
  expect(used).not.toContain('palloc0')
  expect(shorter).not.toContain('"palloc0"')
  expect(() => withoutUnusedExports(shorter)).toThrow('the global offset table of exports: found 0 times')
})

describe('the merged module', () => {
  const bytes = new Uint8Array(readFileSync(path.join(folder, SERVER_FILES.wasm)))

  test('calls the host under its own names, and no JavaScript for setjmp', async () => {
    const imports = WebAssembly.Module.imports(await WebAssembly.compile(bytes))
    expect(imports.filter(({ name }) => name.startsWith('invoke_'))).toEqual([])
    expect(imports.filter(({ name }) => [...SLOTS.values()].includes(name))).toEqual([])
    expect(
      imports
        .filter(({ module }) => module === 'host')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...Object.keys(HOST_CALLS), ...Object.keys(TRAMPOLINE_CALLS), 'jstag'].sort())
  })

  test('exports what the server uses', async () => {
    const exported = new Set(WebAssembly.Module.exports(await WebAssembly.compile(bytes)).map(({ name }) => name))
    const invokes = original.imports.filter((name) => name.startsWith('env.invoke_')).map((name) => name.slice(4))
    expect(invokes.length).toBeGreaterThan(10)
    for (const name of [...invokes, ...EXPORTS]) expect(exported).toContain(name)
  })
})

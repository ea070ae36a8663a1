/** What a switch between processes stands on: pages are compared as they are, tables are written to by nobody, and malloc has little left at the fork. */
import { beforeAll, expect, test, vi } from 'vitest'
import { assemblePageCompare } from '../../../../src/integrations/sessions-for-pglite/page-compare.ts'
import { findStatics } from '../../../../src/integrations/sessions-for-pglite/statics.ts'
import { readSupportedPGlite } from '../../../../src/integrations/sessions-for-pglite/supported.ts'
import { WasmBinary } from '../../../../src/integrations/sessions-for-pglite/wasm-binary.ts'
import { LIBRARY_FOLDER, PRELOADED } from '../../../../src/postgres/machine/libraries.ts'
import { Machine } from '../../../../src/postgres/machine/machine.ts'
import { PAGE } from '../../../../src/postgres/machine/page-scanner.ts'
import { ShadowMemory } from '../../../../src/postgres/machine/shadow-memory.ts'
import type { Client } from '../client.ts'
import { serverFor } from '../server.ts'

async function shadowOf(memory: WebAssembly.Memory): Promise<ShadowMemory> {
  return new ShadowMemory(await WebAssembly.compile(await assemblePageCompare()), memory, () => 1 << 20)
}

test('every byte of a page counts', async () => {
  const memory = new WebAssembly.Memory({ initial: 256 })
  const shadow = await shadowOf(memory)
  const bytes = new Uint8Array(memory.buffer)
  const start = 5 * PAGE
  bytes.subarray(start, start + 3 * PAGE).fill(7)
  bytes.copyWithin(shadow.addressOf(2), start, start + 3 * PAGE)
  expect(shadow.changed(start, 3, 2)).toEqual([])
  for (let at = 0; at < PAGE; at++) {
    bytes[start + PAGE + at]! ^= 1
    expect(shadow.changed(start, 3, 2)).toEqual([1])
    bytes[start + PAGE + at]! ^= 1
  }
  bytes[start - 1] = 1 // not in the pages
  bytes[start + 3 * PAGE] = 1
  expect(shadow.changed(start, 3, 2)).toEqual([])
  bytes[start] = 0
  bytes[start + 3 * PAGE - 1] = 0
  expect(shadow.changed(start, 3, 2)).toEqual([0, 2])
})

test('a byte anywhere makes a page a used one', async () => {
  const memory = new WebAssembly.Memory({ initial: 256 })
  const { scanner } = await shadowOf(memory)
  const bytes = new Uint8Array(memory.buffer)
  const start = 5 * PAGE + 4
  for (let at = 0; at < PAGE; at++) {
    bytes[start + PAGE + at] = 1
    expect(scanner.used(start, 3)).toEqual([1])
    bytes[start + PAGE + at] = 0
  }
  bytes[start - 1] = 1 // not in the pages
  bytes[start + 3 * PAGE] = 1
  expect(scanner.used(start, 3)).toEqual([])
  bytes.subarray(start, start + 2000 * PAGE).fill(255)
  expect(scanner.used(start, 2000)).toEqual(Array.from({ length: 2000 }, (_, i) => i))
})

const boot = vi.spyOn(Machine, 'boot')
const server = serverFor('suspending')
let machine: Machine
beforeAll(async () => {
  machine = await boot.mock.results.at(-1)!.value
})

/** A session does many kinds of things. */
async function workInASession(): Promise<Client> {
  const session = server.open({ options: '-c statement_timeout=20000' })
  return session.run(
    'create table t(a int primary key, b text) with (fillfactor = 50)',
    'insert into t select i, md5(i::text) from generate_series(1, 500) i',
    'create index on t using brin (a) with (autosummarize = on)',
    'do $$ begin perform 1 / 0; exception when division_by_zero then null; end $$',
    'select * from t where b ~ \'^a.*b$\' order by b collate "C"',
    "set client_encoding = 'LATIN1'",
    'vacuum analyze t',
    "select to_tsvector('english', 'the quick brown foxes'), now() at time zone 'Europe/Berlin', 1.5::numeric ^ 20",
    "select to_tsvector(cfgname::regconfig, 'the quick brown foxes, the lazy dogs') from pg_ts_config",
  )
}

test('nobody writes to the pages before the first variable', async () => {
  const border = Math.floor(findStatics(new WasmBinary(readSupportedPGlite()['pglite.wasm'])).boolRelOpts / PAGE) * PAGE
  // The loader zeroes what data segments leave out, so that all of it is known from the binary
  const tables = new Uint8Array(border)
  for (const { address, bytes } of new WasmBinary(readSupportedPGlite()['pglite.wasm']).data)
    if (address < border) tables.set(bytes.subarray(0, border - address), address)
  await workInASession()
  const now = new Uint8Array(server.memory.buffer, 0, border)
  expect(Buffer.from(now).equals(tables)).toBe(true)
})

test('nobody writes to the files of preloaded libraries, nor to one without variables', async () => {
  const { libraries } = machine
  const contents = () => libraries.readOnly.map(({ start, end }) => Buffer.from(server.memory.buffer).subarray(start, end))
  const before = contents().map((bytes) => Buffer.from(bytes))
  // Nobody reads them either, and the image does without
  const files = PRELOADED.map((name) => server.files.readFile(`${LIBRARY_FOLDER}/${name}.so`))
  expect(before.map(({ length }) => length)).toEqual([expect.any(Number), ...files.map(({ length }) => length)])
  expect(before[0]!.length).toBeGreaterThan(200_000)
  await workInASession()
  expect(contents().map((bytes, i) => bytes.equals(before[i]!))).toEqual([true, true, true])
})

test('a process that has worked has changed little of the memory that it has from its fork', async () => {
  const session = await workInASession()
  await server.open().run('select 1') // so that it has left memory
  const { image, heap } = server.postmaster.sessions.find(({ process }) => process.pid === session.pid)!.process
  expect(image.size).toBeLessThan(280_000)
  expect(heap!.size).toBeGreaterThan(200_000)
})

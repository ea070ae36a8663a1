/** PostgreSQL's own libraries: PL/pgSQL, stemmers, and conversions between encodings: what these give, what they refuse, and for whom they are loaded. */
import { expect, test } from 'vitest'
import { CONVERSIONS } from '../../../../src/postgres/machine/libraries.ts'
import { serverFor } from '../server.ts'

const server = serverFor('blocking')

const converted = (bytes: string, from: string, to: string) => `select encode(convert('\\x${bytes}', '${from}', '${to}'), 'hex')`

test('each conversion of the catalogue can be called', async () => {
  const client = server.open()
  const names = await client.rows(`
    select pg_encoding_to_char(conforencoding), pg_encoding_to_char(contoencoding)
    from pg_conversion where conforencoding <> contoencoding order by conname`)
  expect(names).toHaveLength(128)
  for (const [from, to] of names) expect(await client.value(converted('41', from!, to!))).toBe('41')
  const used = "select distinct substring(probin from '[^/]*$') from pg_proc where oid in (select conproc from pg_conversion) order by 1"
  expect((await client.rows(used)).flat()).toEqual([...CONVERSIONS].sort())
})

// Each way that conversions go: a map of one to four bytes, of 16 and of 32 bits; a table; two characters for one; an algorithm
test.each([
  ['e9', 'LATIN1', 'UTF8', 'c3a9'],
  ['e282ac', 'UTF8', 'LATIN9', 'a4'],
  ['e282ac', 'UTF8', 'WIN1252', '80'],
  ['c6', 'KOI8R', 'WIN1251', 'f4'],
  ['ed959ceab880', 'UTF8', 'EUC_KR', 'c7d1b1db'],
  ['955c', 'SJIS', 'UTF8', 'e8a1a8'],
  ['8fb0a1', 'EUC_JP', 'UTF8', 'e4b882'],
  ['8ea2a1a1', 'EUC_TW', 'UTF8', 'e4b982'],
  ['f0a08080', 'UTF8', 'GB18030', '95328236'],
  ['90308130', 'GB18030', 'UTF8', 'f0908080'],
  ['e3818be3829a7a', 'UTF8', 'EUC_JIS_2004', 'a4f77a'],
  ['a4f7', 'EUC_JIS_2004', 'UTF8', 'e3818be3829a'],
  ['e3818b7a', 'UTF8', 'EUC_JIS_2004', 'a4ab7a'],
  ['e9', 'LATIN1', 'MULE_INTERNAL', '81e9'],
  ['81e9', 'MULE_INTERNAL', 'LATIN1', 'e9'],
  ['ea', 'WIN1250', 'MULE_INTERNAL', '82ea'],
  ['82ea', 'MULE_INTERNAL', 'WIN1250', 'ea'],
])('%s in %s is in %s %s', async (bytes, from, to, expected) => {
  expect(await server.open().value(converted(bytes, from, to))).toBe(expected)
})

const invalid = (encoding: string, bytes: string) => `ERROR 22021: invalid byte sequence for encoding "${encoding}": ${bytes}`
const untranslatable = (from: string, to: string, bytes: string) =>
  `ERROR 22P05: character with byte sequence ${bytes} in encoding "${from}" has no equivalent in encoding "${to}"`

test.each([
  ['e282ac', 'UTF8', 'LATIN1', untranslatable('UTF8', 'LATIN1', '0xe2 0x82 0xac')],
  ['e282ac', 'UTF8', 'KOI8R', untranslatable('UTF8', 'KOI8R', '0xe2 0x82 0xac')],
  ['81', 'WIN1252', 'UTF8', untranslatable('WIN1252', 'UTF8', '0x81')],
  ['e3818be3829a', 'UTF8', 'EUC_KR', untranslatable('UTF8', 'EUC_KR', '0xe3 0x82 0x9a')],
  ['80', 'KOI8R', 'WIN1251', untranslatable('KOI8R', 'WIN1251', '0x80')],
  ['92a2a1', 'MULE_INTERNAL', 'LATIN1', untranslatable('MULE_INTERNAL', 'LATIN1', '0x92 0xa2 0xa1')],
  ['41a1', 'EUC_KR', 'UTF8', invalid('EUC_KR', '0xa1')],
  ['8130', 'GB18030', 'UTF8', invalid('GB18030', '0x81 0x30')],
  ['eda080', 'UTF8', 'SJIS', invalid('UTF8', '0xed 0xa0 0x80')],
  ['4100', 'LATIN1', 'UTF8', invalid('LATIN1', '0x00')],
  ['8141', 'MULE_INTERNAL', 'LATIN1', invalid('MULE_INTERNAL', '0x81 0x41')],
])('%s in %s is refused for %s', async (bytes, from, to, expected) => {
  expect((await server.open().query(converted(bytes, from, to))).error).toBe(expected)
})

test('an error names its place in PostgreSQL', async () => {
  const { fields } = await server.open().query(converted('e282ac', 'UTF8', 'LATIN1'))
  expect(fields).toMatchObject({ file: 'mbutils.c', line: '1901', routine: 'report_untranslatable_char' })
})

test('a client speaks the encoding it starts with, or sets', async () => {
  const client = server.open({ client_encoding: 'LATIN1' })
  const greeting = await client.greeting
  expect(greeting.messages).toContainEqual({ type: 'ParameterStatus', name: 'client_encoding', value: 'LATIN1' })
  expect(await client.value("select encode(chr(233)::bytea, 'hex')")).toBe('c3a9')
  expect((await client.query('select chr(8364)')).error).toBe(untranslatable('UTF8', 'LATIN1', '0xe2 0x82 0xac'))
  await client.query("set client_encoding to 'LATIN9'")
  const { messages } = await client.query('select chr(8364)')
  expect(messages.find(({ type }) => type === 'DataRow')).toEqual({ type: 'DataRow', values: [Buffer.of(0xa4)] })
  await client.query('reset client_encoding')
  expect(await client.value('show client_encoding')).toBe('LATIN1')
  expect((await server.open({ client_encoding: 'MULE_INTERNAL' }).greeting).error).toBe(
    'FATAL 0A000: conversion between MULE_INTERNAL and UTF8 is not supported',
  )
})

test('what one session loads is there for others, before and after a reset', async () => {
  const before = server.open()
  await before.query('select 1')
  const euro = converted('e282ac', 'UTF8', 'WIN1252')
  expect(await server.open().value(euro)).toBe('80')
  expect(await before.value(euro)).toBe('80')
  expect(await server.open().value(euro)).toBe('80')
  await server.reset()
  expect(await server.open().value(euro)).toBe('80')
})

test('PL/pgSQL has variables of its own in each session', async () => {
  const [one, other] = [server.open(), server.open()]
  await one.run("set plpgsql.extra_errors = 'too_many_rows'")
  const tooMany = 'do $$ declare i int; begin select 1 union select 2 into i; end $$'
  expect(await one.error(tooMany)).toMatch('ERROR P0003: query returned more than one row')
  expect(await other.error(tooMany)).toBeNull()
})

test('words are stemmed', async () => {
  expect(await server.open().value("select to_tsvector('english', 'timeouts cancelled')")).toBe("'cancel':2 'timeout':1")
  expect(await server.open().value("select ts_lexize('german_stem', 'Verbindungen')")).toBe('{verbind}')
})

test("a library that is not PostgreSQL's own is refused", async () => {
  server.files.writeFile('/tmp/other.so', new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))
  expect(await server.open().error("create function f() returns int language c as '/tmp/other.so'")).toBe(
    `ERROR XX000: could not load library "/tmp/other.so": /tmp/other.so: only PostgreSQL's own libraries can be loaded here`,
  )
  expect(await server.open().error("load '/tmp/none.so'")).toMatch('ERROR 58P01: could not access file "/tmp/none.so"')
})

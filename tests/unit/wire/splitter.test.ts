import { describe, expect, test } from 'vitest'
import { type Frame, frames } from '../../../src/wire/frames.ts'
import { type Side, Splitter } from '../../../src/wire/splitter.ts'
import { bytes, join } from './samples.ts'

const opening = [
  bytes(0, 0, 0, 8, 4, 210, 22, 48), // GSSENCRequest
  bytes(0, 0, 0, 8, 4, 210, 22, 47), // SSLRequest
  bytes(0, 0, 0, 16, 0, 3, 0, 0, 'user', 0, 'r', 0, 0), // StartupMessage
]
const query = bytes('Q', 0, 0, 0, 13, 'select 1', 0)
const terminate = bytes('X', 0, 0, 0, 4)
const row = bytes('D', 0, 0, 0, 11, 0, 1, 0, 0, 0, 1, '1')
const done = bytes('C', 0, 0, 0, 13, 'SELECT 1', 0)
const ready = bytes('Z', 0, 0, 0, 5, 'I')

const CONVERSATIONS: readonly [Side, Uint8Array[], (string | null)[]][] = [
  ['frontend', [...opening, query, terminate], [null, null, null, 'Q', 'X']],
  ['backend', [row, row, done, ready], ['D', 'D', 'C', 'Z']],
]

describe.each(CONVERSATIONS)('a stream from the %s', (side, messages, codes) => {
  const stream = join(...messages)

  test.each([1, 2, 3, 5, 7, 16, 1000])('comes apart the same in pieces of %i', (size) => {
    const splitter = new Splitter(side)
    const split = []
    for (let at = 0; at < stream.length; at += size) split.push(...splitter.push(stream.subarray(at, at + size)))
    expect(split.map(({ bytes }) => bytes)).toEqual(messages)
    expect(split.map(({ code }) => code)).toEqual(codes)
    expect(splitter.unfinished).toBe(0)
  })

  test('says how much of a message is missing its end', () => {
    const splitter = new Splitter(side)
    expect([...splitter.push(stream.subarray(0, -1))]).toHaveLength(messages.length - 1)
    expect(splitter.unfinished).toBe(messages.at(-1)!.length - 1)
  })
})

describe('Splitter', () => {
  test('keeps its own copy of what it is given', () => {
    const splitter = new Splitter('backend')
    const chunk = Buffer.from(join(ready, done.subarray(0, 6)))
    const first = splitter.push(chunk)
    chunk.fill(0)
    expect([...first, ...splitter.push(done.subarray(6))].map(({ bytes }) => [...bytes])).toEqual([[...ready], [...done]])
  })

  test('leaves what it handed out alone', () => {
    const splitter = new Splitter('backend')
    const early = [...splitter.push(join(ready, row.subarray(0, 7)))]
    for (let round = 0; round < 100; round++) Array.from(splitter.push(join(row.subarray(7), row.subarray(0, 7))))
    expect(early[0]!.bytes).toEqual(ready)
  })

  test('hands out later what was not taken at once', () => {
    const splitter = new Splitter('backend')
    expect(splitter.push(join(row, done)).next().value?.code).toBe('D')
    expect([...splitter.push(ready)].map(({ code }) => code)).toEqual(['C', 'Z'])
  })

  test('joins a large message from small pieces in time proportional to its size', () => {
    const size = 4_000_000
    const length = size + 4
    const splitter = new Splitter('backend')
    Array.from(splitter.push(bytes('d', length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255)))
    const piece = new Uint8Array(400).fill(7)
    let whole: Uint8Array | undefined
    for (let sent = 0; sent < size; sent += piece.length) for (const { bytes } of splitter.push(piece)) whole = bytes
    expect(whole).toHaveLength(size + 5)
    expect(whole!.at(-1)).toBe(7)
  })

  test('gives the good messages before a broken one, then the place in the stream, every time it is asked', () => {
    const splitter = new Splitter('backend')
    Array.from(splitter.push(ready))
    const rest = splitter.push(join(done, bytes('?')))
    expect(rest.next().value?.code).toBe('C')
    expect(() => rest.next()).toThrow('No message from the backend has the code "?", at byte 20')
    expect(() => splitter.push(ready).next()).toThrow('at byte 20')
  })

  test.each<[Side, string, Uint8Array]>([
    ['backend', 'A message cannot have the length 2, at byte 1', bytes('Z', 0, 0, 0, 2)],
    ['backend', 'A message cannot have the length 1073741823, at byte 1', bytes('D', 0x3f, 255, 255, 255)],
    ['frontend', 'A start-up packet cannot have the length 1195725856, at byte 0', bytes('GET / HTTP/1.1')],
  ])('%s: %s, without waiting for the rest', (side, message, raw) => {
    expect(() => [...new Splitter(side).push(raw)]).toThrow(message)
  })
})

describe('frames', () => {
  test('finds the messages and the beginning of one that is cut off', () => {
    const walk = frames(join(bytes(0, 0), row, ready, done.subarray(0, 9)), 2)
    const found: Frame[] = []
    let step = walk.next()
    for (; !step.done; step = walk.next()) found.push(step.value)
    expect(found).toEqual([
      { code: 'D', offset: 2, length: 12 },
      { code: 'Z', offset: 14, length: 6 },
    ])
    expect(step.value).toBe(20)
  })

  test('refuses an impossible length', () => {
    expect(() => [...frames(join(ready, bytes('Z', 0, 0, 0, 0)))]).toThrow('A message cannot have the length 0, at byte 7')
  })
})

import { expect, test } from 'vitest'
import { ByteQueue } from '../../../src/wire/byte-queue.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (read: Uint8Array) => new TextDecoder().decode(read)
function read(queue: ByteQueue, length: number, stopsAt?: (piece: Uint8Array) => boolean): string {
  const into = new Uint8Array(length)
  return text(into.subarray(0, queue.read(into, stopsAt)))
}

test('bytes come out as they went in, in pieces of any size', () => {
  const queue = new ByteQueue()
  for (const piece of ['abc', '', 'de', 'fghij']) queue.push(bytes(piece))
  expect(queue.length).toBe(10)
  expect([read(queue, 2), read(queue, 4), read(queue, 100), read(queue, 1)]).toEqual(['ab', 'cdef', 'ghij', ''])
  expect([queue.length, queue.first]).toEqual([0, undefined])
})

test('reading stops at a piece, unless it is the first', () => {
  const queue = new ByteQueue()
  for (const piece of ['ab', 'Xc', 'd']) queue.push(bytes(piece))
  const stops = (piece: Uint8Array) => piece[0] === 'X'.charCodeAt(0)
  expect([read(queue, 100, stops), read(queue, 1, stops), read(queue, 100, stops)]).toEqual(['ab', 'X', 'cd'])
})

test('taking gives what came in one piece without copying it', () => {
  const queue = new ByteQueue()
  const large = bytes('abcdef')
  queue.push(large)
  queue.push(bytes('gh'))
  const taken = queue.take(4)
  expect([text(taken), taken.buffer === large.buffer, text(queue.take(100)), queue.take(100).length]).toEqual(['abcd', true, 'efgh', 0])
})

test('a million pieces are read in the time that they take', () => {
  const queue = new ByteQueue()
  const piece = bytes('x')
  for (let i = 0; i < 1_000_000; i++) queue.push(piece)
  const into = new Uint8Array(10)
  let total = 0
  for (let length = queue.read(into); length > 0; length = queue.read(into)) total += length
  expect(total).toBe(1_000_000)
})

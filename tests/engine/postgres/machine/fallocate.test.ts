import { expect, test } from 'vitest'
import type { FileNode, FileStream, FileSystem } from '../../../../src/postgres/machine/emscripten.ts'
import { fallocate } from '../../../../src/postgres/machine/fallocate.ts'
import { serverFor } from '../server.ts'

const server = serverFor('blocking')

const open = (files: FileSystem, path: string) => (files as unknown as { open(path: string, mode: string): FileStream }).open(path, 'r+')

test('a file grows by zeros to where it is to reach, and is not copied each time', () => {
  server.files.writeFile('/grows', new Uint8Array([1, 2, 3]))
  const stream = open(server.files, '/grows')
  const node = stream.node as FileNode & { contents: Uint8Array }
  const descriptor = server.files.streams.indexOf(stream)
  const copies = new Set<ArrayBufferLike>()
  for (let end = 524_288; end <= 200 * 524_288; end += 524_288) {
    fallocate(server.files, descriptor, end)
    expect(node.usedBytes).toBe(end)
    copies.add(node.contents.buffer)
  }
  expect(copies.size).toBeLessThan(50)
  fallocate(server.files, descriptor, 10) // it reaches further already
  expect(node.usedBytes).toBe(200 * 524_288)
  const contents = server.files.readFile('/grows')
  expect([...contents.subarray(0, 4)]).toEqual([1, 2, 3, 0])
  expect(contents.subarray(3).every((byte) => byte === 0)).toBe(true)
})

/** Files out of archives, stored and deflated. */
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { zip } from '../../../../src/examples/zip.ts'
import { readFromArchive } from '../../../../src/playground/pypi/archive.ts'

const TEXT = 'Grüße, '.repeat(100)

/** One file, deflated, with a comment at the end. */
function deflated(name: string, text: string): Uint8Array<ArrayBuffer> {
  const [data, bytes] = [Buffer.from(text), deflateRawSync(text)]
  const sizes = (header: Buffer, at: number) => {
    header.writeUInt32LE(bytes.length, at)
    header.writeUInt32LE(data.length, at + 4)
    header.writeUInt16LE(name.length, at + 8)
  }
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  sizes(local, 18)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  sizes(entry, 20)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + bytes.length, 16)
  end.writeUInt16LE(7, 20)
  return new Uint8Array(Buffer.concat([local, Buffer.from(name), bytes, entry, Buffer.from(name), end, Buffer.from('comment')]))
}

test.each([
  [
    'stored',
    zip(
      new Map([
        ['other', 'x'],
        ['info/METADATA', TEXT],
      ]),
    ),
  ],
  ['deflated', deflated('info/METADATA', TEXT)],
])('%s', async (_how, archive) => {
  expect(await readFromArchive(archive, /METADATA$/)).toBe(TEXT)
  expect(await readFromArchive(archive, /nosuch/)).toBe(null)
})

test.each([
  ['a text', new TextEncoder().encode('hello')],
  ['one that is cut', deflated('info/METADATA', TEXT).slice(0, -40)],
])('%s is no archive', async (_what, bytes) => {
  await expect(readFromArchive(bytes, /./)).rejects.toThrow('It is no zip archive.')
})

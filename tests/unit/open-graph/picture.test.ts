/** The pictures beside links. */
import { expect, test } from 'vitest'
import { picture } from '../../../src/open-graph/picture.ts'
import { sectionOf } from '../../../src/open-graph/sections.ts'
import { HEIGHT, WIDTH } from '../../../src/open-graph/size.ts'

const caption = { section: 'Waiting', title: 'Deadlocks', description: 'Who fails, and when.' }
const shape = (png: Uint8Array) => {
  const head = new DataView(png.buffer)
  return { signature: head.getUint32(0), width: head.getUint32(16), height: head.getUint32(20) }
}

test('a picture is a PNG of the size that the page names', async () => {
  expect(shape(await picture(caption))).toEqual({ signature: 0x89504e47, width: WIDTH, height: HEIGHT })
})

test('each word is in it', async () => {
  const pictures = await Promise.all(
    [caption, { ...caption, title: 'Deadlock' }, { ...caption, description: '' }, { ...caption, section: '' }].map(picture),
  )
  expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(4)
})

test.each([
  ['waiting/deadlocks', 'Waiting'],
  ['errors/deadlock-detected', 'What an error means'],
  ['is-it-alive', 'psycopg2 and PostgreSQL 18'],
])('%s belongs to %s', (page, section) => expect(sectionOf(page)).toBe(section))

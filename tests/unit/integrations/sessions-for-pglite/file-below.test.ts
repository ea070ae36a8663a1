/** Which files the development server gives away. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileBelow } from '../../../../src/integrations/sessions-for-pglite/file-below.ts'

const root = mkdtempSync(path.join(tmpdir(), 'file-below-'))
afterAll(() => rmSync(root, { recursive: true }))
const folder = path.join(root, 'b')
for (const name of ['b/inner', 'bc']) mkdirSync(path.join(root, name), { recursive: true })
for (const name of ['b/one', 'b/inner/a b', 'bc/secret', 'secret']) writeFileSync(path.join(root, name), '')

test.each([
  ['/one?v=1', 'one'],
  ['/inner/a%20b', 'inner/a b'],
])('%s is there', (url, name) => {
  expect(fileBelow(folder, url)).toBe(path.join(folder, name))
})

test.each(['/', '/inner', '/two', '/..%2fsecret', '/..%2fbc%2fsecret', '/%', '/one%00'])('%s is not', (url) => {
  expect(fileBelow(folder, url)).toBeNull()
})

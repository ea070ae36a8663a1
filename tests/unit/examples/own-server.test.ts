/** The archive for a server of one's own. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OWN_SERVER_LINES, ownServerFiles } from '../../../src/examples/own-server.ts'
import { zip } from '../../../src/examples/zip.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'own-server-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** As Python's own module reads it, which checks every sum. */
function unpack(archive: Uint8Array): Record<string, string> {
  const file = path.join(folder, 'archive.zip')
  writeFileSync(file, archive)
  expect(execFileSync('python3', ['-m', 'zipfile', '-t', file], { encoding: 'utf8' })).toBe('Done testing\n')
  const target = path.join(folder, 'unpacked')
  execFileSync('python3', ['-m', 'zipfile', '-e', file, target])
  return Object.fromEntries(readdirSync(target).map((name) => [name, readFileSync(path.join(target, name), 'utf8')]))
}

const example = { title: 'Says hello', code: 'print("Grüße")\n', setup: 'CREATE TABLE t ();\n' }

test('has the program, its set-up, and what the two lines use', () => {
  const files = unpack(zip(ownServerFiles(example, { recordedWith: 'psycopg2 1.2.3' })))
  expect(Object.keys(files).toSorted()).toEqual(['README.txt', 'main.py', 'prepare.sql', 'setup.sql'])
  expect(files['main.py']).toBe(example.code)
  expect(files['setup.sql']).toBe(example.setup)
  expect(files['prepare.sql']).toMatch(/CREATE DATABASE lab OWNER reader;\n\\connect lab\n\\ir setup.sql\n$/)
  for (const line of OWN_SERVER_LINES) expect(files['README.txt']).toContain(`\n    ${line}\n`)
  expect(files['README.txt']).toContain('psycopg2 1.2.3')
})

test('has what else the program uses, and names its packages', () => {
  const files = unpack(zip(ownServerFiles(example, { files: new Map([['helper.py', 'x = 1\n']]), packages: ['SQLAlchemy==2.0.50'] })))
  expect(files['helper.py']).toBe('x = 1\n')
  expect(files['README.txt']).toContain('(pip install psycopg2-binary SQLAlchemy==2.0.50)')
  expect(files['README.txt']).not.toContain('Recorded')
})

test('has no set-up where there is none', () => {
  const files = unpack(zip(ownServerFiles({ ...example, setup: null }, {})))
  expect(Object.keys(files).toSorted()).toEqual(['README.txt', 'main.py', 'prepare.sql'])
  expect(files['prepare.sql']).not.toContain('\\ir')
})

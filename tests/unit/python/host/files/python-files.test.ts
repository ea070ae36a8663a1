/** Python's files: which there are is known, and those that are not there yet are fetched once. */
import { expect, test } from 'vitest'
import { downloadName, PythonFiles } from '../../../../../src/python/host/files/python-files.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const SIZES = new Map([
  ['standard/os.py', 3],
  ['standard/json/__init__.py', 4],
  ['packages/psycopg2/__init__.py', 5],
])

test('folders and sizes are known before anything is fetched', () => {
  const files = new PythonFiles(SIZES, new Map(), () => expect.fail('fetched'))
  expect(files.list('')).toEqual(['standard', 'packages'])
  expect(files.list('standard')).toEqual(['os.py', 'json'])
  expect(['standard/json', 'standard/os.py', 'standard/nothing'].map((path) => files.kind(path))).toEqual(['folder', 'file', undefined])
  expect(files.size('packages/psycopg2/__init__.py')).toBe(5)
})

test('what is there is not fetched, what is not is fetched once', () => {
  const asked: string[] = []
  const files = new PythonFiles(SIZES, new Map([['standard/os.py', bytes('abc')]]), (path) => {
    asked.push(path)
    return bytes('abcd')
  })
  const texts = ['standard/os.py', 'standard/json/__init__.py', 'standard/json/__init__.py'].map((path) => String(files.read(path)))
  expect(texts).toEqual(['abc', 'abcd', 'abcd'].map((text) => String(bytes(text))))
  expect(asked).toEqual(['standard/json/__init__.py'])
  expect(files.fetched).toEqual(asked)
})

test('what failed is tried again, and what is not the file is refused', () => {
  const answers = [() => expect.fail('no network'), () => bytes('<html>'), () => bytes('abc')]
  const files = new PythonFiles(SIZES, new Map(), () => answers.shift()!())
  expect(() => files.read('standard/os.py')).toThrow('no network')
  expect(() => files.read('standard/os.py')).toThrow('standard/os.py has 6 bytes in place of 3.')
  expect(files.read('standard/os.py')).toEqual(bytes('abc'))
})

test('no name that a publishing tool leaves out, and no two the same', () => {
  expect(downloadName('standard/json/__pycache__/decoder.cpython-314.pyc')).toBe(
    'python.standard.json.__pycache__.decoder.cpython-314.pyc.file',
  )
})

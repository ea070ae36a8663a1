/** A program as it is kept: what it was, it is again. */
import { expect, test } from 'vitest'
import { readProgram, writeProgram } from '../../../src/playground/program.ts'

const files = new Map([['main.py', 'print(1)']])

test.each([
  { title: 'Mine', files },
  { title: 'Theirs', files, isForeign: true },
])('$title is read as it was written', (program) => {
  expect(readProgram(writeProgram(program))).toEqual(program)
})

test('only a program that says so is foreign', () => {
  expect(readProgram(JSON.stringify({ title: 'x', files: [...files], isForeign: 'no' }))).toEqual({ title: 'x', files })
})

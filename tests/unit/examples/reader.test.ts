import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { docstringTitle } from '../../../src/examples/docstring.ts'
import { exampleIds, readExample, readExamples } from '../../../src/examples/reader.ts'

const expected = { stdout: 'hello\n', stderr: '', exception: null, exitStatus: 0 }
let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'examples-'))
  mkdirSync(path.join(root, 'greetings/hello'), { recursive: true })
  put('main.py', '"""Says hello."""\nprint("hello")\n')
  put('expected.json', JSON.stringify(expected))
  put('events.json', '[]')
})
afterEach(() => rmSync(root, { recursive: true }))

const put = (name: string, text: string) => writeFileSync(path.join(root, 'greetings/hello', name), text)
const drop = (name: string) => rmSync(path.join(root, 'greetings/hello', name))
const read = () => readExample(root, 'greetings/hello')

describe('an example', () => {
  test('is its files', () => {
    put('setup.sql', 'create table t ();\n')
    expect(exampleIds(root)).toEqual(['greetings/hello'])
    expect(readExamples(root).get('greetings/hello')).toEqual({
      title: 'Says hello',
      code: '"""Says hello."""\nprint("hello")\n',
      setup: 'create table t ();\n',
      expected,
      older: [],
      events: [],
      question: null,
      knobs: [],
      exercise: null,
    })
  })

  test('has what it prints with an older psycopg2, if that is something else', () => {
    const other = { ...expected, stdout: 'good day\n' }
    put('expected-2.9.5.json', JSON.stringify(other))
    expect(read().older).toEqual([{ psycopg2: '2.9.5', expected: other }])
    put('expected-2.9.5.json', '{}')
    expect(read).toThrow(path.join('greetings/hello', 'expected-2.9.5.json'))
  })

  test('may ask a question, whose answer the recording has to prove', () => {
    const question = {
      kind: 'choice',
      question: 'Which?',
      answers: [
        { answer: 'hello', why: 'It says so.', shows: ['hello'], right: true },
        { answer: 'bye', why: 'It might.', shows: ['bye'] },
      ],
    }
    put('question.json', JSON.stringify(question))
    expect(read().question).toEqual(question)
    put('expected.json', JSON.stringify({ ...expected, stdout: 'bye\n' }))
    expect(read).toThrow(path.join('greetings/hello', 'question.json'))
    expect(read).toThrow('the recorded output lacks "hello"')
    put('question.json', '{}')
    expect(read).toThrow('src/examples/question.ts says what belongs there.')
  })

  describe('may have knobs', () => {
    const slider = { kind: 'slider', label: 'limit', code: 'limit={}', from: 0, to: 1000, step: 100, unit: 'ms' }
    const choice = { kind: 'choice', label: 'mode', code: 'MODE = {}', choices: ['"a.b"', '"c"'] }
    const turn = (...knobs: object[]) => put('knobs.json', JSON.stringify(knobs))
    beforeEach(() => put('main.py', '"""Says hello."""\nMODE = "a.b"\nprint("limit=500ms")\n'))

    test('whose values are in the program', () => {
      turn(slider, choice)
      expect(read().knobs).toEqual([slider, choice])
    })

    test.each([
      ['no value of its kind', { ...slider, code: 'limit = {}' }, 'main.py has no value of its kind in "limit = {}"'],
      ['a value that is none of the choices', { ...choice, choices: ['"a-b"', '"c"'] }, 'main.py has no value of its kind'],
      ['a value beyond its end', { ...slider, to: 400 }, '500, which main.py has, is none of its values'],
      ['a value between its steps', { ...slider, step: 300 }, '500, which main.py has, is none of its values'],
      ['no place for a value', { ...slider, code: 'limit=500' }, 'code does not have exactly one {}'],
    ])('but not with %s', (_what, knob, advice) => {
      turn(knob)
      expect(read).toThrow(path.join('greetings/hello', 'knobs.json'))
      expect(read).toThrow(advice)
    })

    test('nor in two places', () => {
      put('main.py', '"""Says hello."""\nprint("limit=500", "limit=600")\n')
      turn(slider)
      expect(read).toThrow('more than once')
    })
  })

  describe('may be an exercise', () => {
    const declared = { task: 'Greet.', hints: ['Print.'], start: 'Louder.', wrong: { 'wrong-a.py': 'No.', 'wrong-b.py': 'Not yet.' } }
    const declare = (change: object = {}) => put('exercise.json', JSON.stringify({ ...declared, ...change }))
    beforeEach(() => {
      declare()
      for (const name of ['check.py', 'solution.py', 'wrong-a.py', 'wrong-b.py']) put(name, `# ${name}\n`)
    })

    test('which is its files', () => {
      expect(read().exercise).toEqual({
        task: 'Greet.',
        hints: ['Print.'],
        start: 'Louder.',
        check: '# check.py\n',
        solution: '# solution.py\n',
        wrong: [
          { file: 'wrong-a.py', code: '# wrong-a.py\n', words: 'No.' },
          { file: 'wrong-b.py', code: '# wrong-b.py\n', words: 'Not yet.' },
        ],
      })
    })

    test.each(['exercise.json', 'check.py', 'solution.py'])('which needs %s', (name) => {
      drop(name)
      expect(read).toThrow(path.join('greetings/hello', name))
    })

    test.each([
      ['an attempt that is not declared', { wrong: { 'wrong-a.py': 'No.', 'wrong-c.py': 'Not yet.' } }, 'wrong-b.py, wrong-c.py'],
      ['one attempt only', { wrong: { 'wrong-a.py': 'No.' } }, 'fewer than two attempts'],
      ['the same words for two', { wrong: { 'wrong-a.py': 'No.', 'wrong-b.py': 'No.' } }, 'the same words twice'],
      ['no hint', { hints: [] }, 'hints is empty'],
      ['no task', { task: '' }, 'task says what the program has to do'],
    ])('but not with %s', (_what, change, advice) => {
      declare(change)
      expect(read).toThrow(path.join('greetings/hello', 'exercise.json'))
      expect(read).toThrow(advice)
    })
  })

  test.each([
    ['main.py', 'An example is a folder with a main.py.'],
    ['expected.json', 'npm run record'],
    ['events.json', 'npm run record'],
  ])('without %s is an error that names the file', (name, advice) => {
    drop(name)
    expect(read).toThrow(path.join('greetings/hello', name))
    expect(read).toThrow('the file is missing')
    expect(read).toThrow(advice)
  })

  test.each([
    ['expected.json', '{', 'this is not JSON'],
    ['expected.json', '{}', 'at stdout: stdout is what the program printed: a string.'],
    ['expected.json', JSON.stringify({ ...expected, exitStatus: '0' }), 'at exitStatus: exitStatus is what the program exited with'],
    ['expected.json', JSON.stringify({ ...expected, exception: 'no' }), 'at exception: exception is the exception that ended the program'],
    ['events.json', '{}', 'the file holds a list of events'],
    ['events.json', '[{"at":0,"kind":"lunch"}]', 'at 0.kind: kind is one of those in src/messages/event.ts.'],
    ['events.json', '[{"at":-1,"kind":"wait-ended","session":1}]', 'at 0.at: at is when it happened'],
    ['main.py', 'print(1)\n', 'begin with a docstring'],
    ['main.py', '"""a"""\r\n', 'LF line ends'],
    ['notes.txt', '', 'move this file elsewhere'],
    ['expected-old.json', '{}', 'move this file elsewhere'],
  ])('with %s = %s is an error that names the file', (name, text, advice) => {
    put(name, text)
    expect(read).toThrow(path.join('greetings/hello', name))
    expect(read).toThrow(advice)
  })

  test('that is not there is an error that names the id', () => {
    expect(() => readExample(root, 'greetings/bye')).toThrow('there is no such example')
    expect(() => readExample(root, 'Greetings/bye')).toThrow('rename "Greetings"')
    expect(() => exampleIds(path.join(root, 'none'))).toThrow('the folder of examples is missing')
  })
})

describe('the title', () => {
  test.each([
    ['"""One."""', 'One'],
    ['"""\nTwo\n\nmore\n"""\n', 'Two'],
    ["#!/usr/bin/env python3\n# note\n\n'''Three'''", 'Three'],
    ['r"""Four"""', 'Four'],
    ['import x\n"""Five"""', null],
    ['""" """', null],
    ['"""open', null],
  ])('%j is %j', (code, title) => expect(docstringTitle(code)).toBe(title))
})

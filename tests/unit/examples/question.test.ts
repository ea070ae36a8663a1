import { describe, expect, test } from 'vitest'
import { contradictions, type Question, questionSchema } from '../../../src/examples/question.ts'
import { readExamples } from '../../../src/examples/reader.ts'

const answer = (answer: string, shows: string[], right?: true) => ({ answer, why: `Why ${answer}.`, shows, ...(right && { right }) })
const choice = (...answers: object[]) => ({ kind: 'choice', question: 'Which?', answers })
const number = (fields: object) => ({
  kind: 'number',
  question: 'How many?',
  unit: 'rows',
  number: 2,
  why: 'Why.',
  shows: ['{} rows'],
  guesses: [],
  ...fields,
})
const ended = (stdout: string, exitStatus = 0) => ({ stdout, stderr: '', exitStatus })
const asked = (question: object, output: string, exitStatus?: number) => contradictions(question as Question, ended(output, exitStatus))

describe('a question with answers', () => {
  const question = choice(answer('one', ['rows: 1']), answer('two', ['rows: 2', 'saved'], true))

  test('is proven by an output that shows the right answer and no other', () => {
    expect(asked(question, 'rows: 2, saved\n')).toEqual([])
  })

  test('is not if the right answer is not shown as a whole, or a wrong one is', () => {
    expect(asked(question, 'rows: 2\n')).toEqual([expect.stringContaining('lacks "saved"')])
    expect(asked(question, 'rows: 1\nrows: 2, saved\n')).toEqual([expect.stringContaining('"one" is said to be wrong')])
  })
})

test('how the program ended is part of what is shown', () => {
  const question = choice(answer('well', ['exit status: 0']), answer('badly', ['exit status: 1'], true))
  expect(asked(question, '', 1)).toEqual([])
  expect(asked(question, '', 0)).toHaveLength(2)
})

describe('a question for a number', () => {
  test('is proven where the output has the number in its place, and none of the wrong ones', () => {
    expect(asked(number({ guesses: [{ number: 3, why: 'x' }] }), '2 rows of 3')).toEqual([])
    expect(asked(number({}), '3 rows')).toEqual([expect.stringContaining('lacks "2 rows"')])
    expect(asked(number({ guesses: [{ number: 3, why: 'x' }] }), '2 rows, 3 rows')).toEqual([
      expect.stringContaining('3 is said to be wrong'),
    ])
  })

  test('has to say where the number stands', () => {
    expect(asked(number({ shows: ['2 rows'] }), '2 rows')).toEqual([expect.stringContaining('write {} for it')])
  })
})

describe('what is wrong with a declaration is said in a sentence', () => {
  const right = answer('two', ['2'], true)
  test.each([
    [{}, 'kind is "choice", with answers to choose from'],
    [choice(right), 'answers has one answer only: add a wrong one that people believe.'],
    [choice(right, ...Array(4).fill(answer('x', ['x']))), 'answers has more than four'],
    [choice(answer('one', ['1']), answer('two', ['2'])), 'exactly one of answers has "right": true.'],
    [choice(right, right), 'exactly one of answers has "right": true.'],
    [choice(right, { answer: 'one', shows: ['1'] }), 'why says in one sentence'],
    [choice(right, answer('one', [])), 'shows lists pieces of text'],
    [choice(right, { ...answer('one', ['1']), right: false }), 'leave it out of the others'],
    [number({ number: '2' }), 'number is the right one: a number.'],
    [number({ guesses: [{ number: 3 }] }), 'why says in one sentence'],
  ])('%j: %s', (declaration, sentence) => {
    const { error } = questionSchema.safeParse(declaration)
    expect(error?.issues.map(({ message }) => message)).toContainEqual(expect.stringContaining(sentence))
  })
})

describe('the questions of the examples', () => {
  const asking = [...readExamples('examples')].flatMap(([id, example]) =>
    example.question ? [{ id, ...example, question: example.question }] : [],
  )

  // Reading them has compared them with the recordings; this keeps that from being dropped
  test.each(asking)('$id: the recording proves the answer', ({ question, expected }) => {
    expect(contradictions(question, expected)).toEqual([])
    expect(contradictions(question, ended(''))).not.toEqual([])
  })

  test.each(asking)('$id: title, code and question do not hold the answer', ({ question, title, code }) => {
    const given = `${title}\n${code}\n${question.question}`
    const shows =
      question.kind === 'choice'
        ? question.answers.find(({ right }) => right)!.shows
        : question.shows.map((piece) => piece.replaceAll('{}', String(question.number)))
    expect(shows.every((piece) => given.includes(piece))).toBe(false)
  })
})

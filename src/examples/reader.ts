/** Reads the folder of examples; a bad one is an error that names the file and says what to do. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'astro/zod'
import { docstringTitle } from './docstring.ts'
import { declarationSchema, EXERCISE_FILES, type Exercise, WRONG_ATTEMPT } from './exercise.ts'
import { type Knob, knobsSchema, valueIn } from './knobs.ts'
import { contradictions, questionSchema } from './question.ts'
import { type Example, type Expected, eventsSchema, expectedSchema } from './schema.ts'
import { type Tools, toolsOf } from './tools.ts'

const known = new Set(['main.py', 'setup.sql', 'question.json', 'knobs.json', 'expected.json', 'events.json', ...EXERCISE_FILES])
const older = /^expected-(?<version>\d+(\.\d+)*)\.json$/
const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** A mistake in the examples folder: the file, and what to do about it. */
export class ExampleError extends Error {
  override name = 'ExampleError'
  readonly file: string
  constructor(file: string, advice: string) {
    super(`${file}: ${advice}`)
    this.file = file
  }
}

const folders = (directory: string) =>
  readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name))
    .map((entry) => entry.name)
    .sort()

/** The ids (`topic/name`) of all the examples below `root`. */
export function exampleIds(root: string): string[] {
  if (!existsSync(root)) throw new ExampleError(root, 'the folder of examples is missing.')
  return folders(root).flatMap((topic) => folders(path.join(root, topic)).map((name) => `${topic}/${name}`))
}

function readText(file: string, advice: string): string {
  if (!existsSync(file)) throw new ExampleError(file, `the file is missing. ${advice}`)
  const text = readFileSync(file, 'utf8')
  if (text.includes('\r')) throw new ExampleError(file, 'lines end with CR LF; save the file with LF line ends.')
  return text
}

function readJson<T>(file: string, schema: z.ZodType<T>, advice: string): T {
  const text = readText(file, advice)
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new ExampleError(file, `this is not JSON (${(error as Error).message}). ${advice}`)
  }
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.slice(0, 5).map((issue) => `  at ${issue.path.join('.') || 'the top'}: ${issue.message}`)
  throw new ExampleError(file, `this does not have the expected shape.\n${lines.join('\n')}\n${advice}`)
}

const record = 'Run `npm run record` to write it anew.'
const declare = 'src/examples/question.ts says what belongs there.'

/** What the folder asks the reader; null if there is no question. It is an error if what was recorded does not prove the answer. */
function readQuestion(file: string, expected: Expected): Example['question'] {
  if (!existsSync(file)) return null
  const question = readJson(file, questionSchema, declare)
  const faults = contradictions(question, expected)
  if (faults.length === 0) return question
  const lines = faults.map((fault) => `  ${fault}`)
  throw new ExampleError(file, `the recording does not prove the answer.\n${lines.join('\n')}\nCorrect the answers, or record anew.`)
}

/** It is an error if the program does not have the values that the knobs are to move. */
function readKnobs(file: string, code: string): Knob[] {
  if (!existsSync(file)) return []
  const knobs = readJson(file, knobsSchema, 'src/examples/knobs.ts says what belongs there.')
  for (const knob of knobs) {
    const found = valueIn(code, knob)
    if ('fault' in found) throw new ExampleError(file, found.fault)
  }
  return knobs
}

/** The exercise of the folder; null if it is none. Its files belong together, so that none is forgotten. */
function readExercise(folder: string): Exercise | null {
  const names = readdirSync(folder)
  const attempts = names.filter((name) => WRONG_ATTEMPT.test(name)).sort()
  if (![...EXERCISE_FILES, ...attempts].some((name) => names.includes(name))) return null
  const advice = `An exercise has ${EXERCISE_FILES.join(', ')} and at least two wrong-NAME.py; src/examples/exercise.ts says more.`
  const file = path.join(folder, 'exercise.json')
  const { wrong, ...declared } = readJson(file, declarationSchema, advice)
  const strays = [...attempts.filter((name) => !(name in wrong)), ...Object.keys(wrong).filter((name) => !attempts.includes(name))]
  if (strays.length > 0) throw new ExampleError(file, `these are either not there or not under wrong: ${strays.join(', ')}. ${advice}`)
  return {
    ...declared,
    check: readText(path.join(folder, 'check.py'), advice),
    solution: readText(path.join(folder, 'solution.py'), advice),
    wrong: attempts.map((name) => ({ file: name, code: readText(path.join(folder, name), advice), words: wrong[name]! })),
  }
}

export function readExample(root: string, id: string): Example {
  const folder = path.join(root, id)
  for (const part of id.split('/'))
    if (!slug.test(part))
      throw new ExampleError(folder, `rename "${part}": small letters, digits and single hyphens only, as it becomes part of addresses.`)
  if (!existsSync(folder))
    throw new ExampleError(folder, `there is no such example. Make the folder, or correct the id "${id}" on the page that names it.`)
  for (const name of readdirSync(folder))
    if (!known.has(name) && !older.test(name) && !WRONG_ATTEMPT.test(name))
      throw new ExampleError(
        path.join(folder, name),
        `an example consists of ${[...known].join(', ')} and expected-VERSION.json; move this file elsewhere.`,
      )

  const main = path.join(folder, 'main.py')
  const code = readText(main, 'An example is a folder with a main.py.')
  const title = docstringTitle(code)
  if (title === null) throw new ExampleError(main, 'begin with a docstring; its first line is the title readers see.')
  const setup = path.join(folder, 'setup.sql')
  const expected = readJson(path.join(folder, 'expected.json'), expectedSchema, record)
  return {
    title,
    code,
    setup: existsSync(setup) ? readText(setup, '') : null,
    expected,
    older: readOlder(folder),
    events: readJson(path.join(folder, 'events.json'), eventsSchema, record),
    question: readQuestion(path.join(folder, 'question.json'), expected),
    knobs: readKnobs(path.join(folder, 'knobs.json'), code),
    exercise: readExercise(folder),
  }
}

/** A program that only the real tools can run. */
export interface Recording extends Pick<Example, 'title' | 'code' | 'expected' | 'older'> {
  /** What else than psycopg2 it was run with, such as `Django 5.2.17`; empty if nothing. */
  readonly tools: Tools['versions']
}

/** What it is, and what it printed. */
export function readRecording(root: string, id: string): Recording {
  const folder = path.join(root, id)
  const main = path.join(folder, 'main.py')
  const code = readText(main, 'A recording is a folder with a main.py.')
  const title = docstringTitle(code)
  if (title === null) throw new ExampleError(main, 'begin with a docstring; its first line is the title readers see.')
  const expected = readJson(path.join(folder, 'expected.json'), expectedSchema, recordOutside)
  return { title, code, expected, older: readOlder(folder), tools: toolsOf(folder).versions }
}

const recordOutside = 'Run `npm run record -- --outside`, or `--others` if it needs more than psycopg2, to write it anew.'

/** What it printed with older psycopg2, where that was something else. */
const readOlder = (folder: string): Example['older'] =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const version = older.exec(name)?.groups?.version
      return version ? [{ psycopg2: version, expected: readJson(path.join(folder, name), expectedSchema, record) }] : []
    })

export function readExamples(root: string): Map<string, Example> {
  return new Map(exampleIds(root).map((id) => [id, readExample(root, id)]))
}

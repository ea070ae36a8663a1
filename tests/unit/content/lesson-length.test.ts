/** The start page says how long a lesson takes; this counts. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readExample } from '../../../src/examples/reader.ts'

const WORDS_A_MINUTE = 230
/** To guess, read the program, run it and look at what it prints. */
const MINUTES_AN_EXAMPLE = 1.5
const lessons = ['session-timeouts', 'connection-status', 'waiting', 'threads']
/** A reader reads the question, every answer, and the words about two of them. */
function questionText(id: string): string {
  const { question } = readExample('examples', id)
  if (question === null) return ''
  const answers = question.kind === 'choice' ? question.answers.map(({ answer }) => answer) : []
  const whys = question.kind === 'choice' ? question.answers.slice(0, 2).map(({ why }) => why) : [question.why]
  return [question.question, ...answers, ...whys].join(' ')
}

const page = (name: string) => readFileSync(`src/content/docs/${name}.mdx`, 'utf8')

test.each(lessons)('%s takes half an hour to an hour, as the start page says', (lesson) => {
  const [, , text] = page(lesson).split(/^---$/m)
  const examples = text!.match(/<LiveExample /g)!.length
  const asked = Array.from(text!.matchAll(/^<LiveExample id="(?<id>[^"]+)"/gm), (tag) => questionText(tag.groups!.id!)).join(' ')
  const words = `${text!} ${asked}`.replaceAll(/^(?:import |<\/?LiveExample\b).*$/gm, '').split(/\s+/).length
  const minutes = words / WORDS_A_MINUTE + examples * MINUTES_AN_EXAMPLE
  expect(minutes).toBeGreaterThan(25)
  expect(minutes).toBeLessThan(60)
})

test('the start page says so, and names every lesson', () => {
  expect(page('index')).toContain('Each takes half an hour to an hour')
  expect(Array.from(page('index').matchAll(/^- \[[^\]]+\]\(\/(?<lesson>[^/]+)\/\)/gm), (line) => line.groups!.lesson)).toEqual(lessons)
})

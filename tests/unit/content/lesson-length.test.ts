/** The start page says how long a lesson takes; this counts. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const WORDS_A_MINUTE = 230
/** To guess, read the program, run it and look at what it prints. */
const MINUTES_AN_EXAMPLE = 1.5
const lessons = ['session-timeouts', 'connection-status', 'waiting', 'threads']
const page = (name: string) => readFileSync(`src/content/docs/${name}.mdx`, 'utf8')

test.each(lessons)('%s takes half an hour to an hour, as the start page says', (lesson) => {
  const [, , text] = page(lesson).split(/^---$/m)
  const examples = text!.match(/<LiveExample /g)!.length
  const words = text!.replaceAll(/^(?:import |<\/?LiveExample\b).*$/gm, '').split(/\s+/).length
  const minutes = words / WORDS_A_MINUTE + examples * MINUTES_AN_EXAMPLE
  expect(minutes).toBeGreaterThan(25)
  expect(minutes).toBeLessThan(60)
})

test('the start page says so, and names every lesson', () => {
  expect(page('index')).toContain('Each takes half an hour to an hour')
  expect(Array.from(page('index').matchAll(/^- \[[^\]]+\]\(\/(?<lesson>[^/]+)\/\)/gm), (line) => line.groups!.lesson)).toEqual(lessons)
})

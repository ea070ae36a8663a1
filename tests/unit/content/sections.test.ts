/** The first page of a section names its chapters and says how long they take; this counts. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readExample } from '../../../src/examples/reader.ts'

const WORDS_A_MINUTE = 230
/** To guess, read the program, run it and look at what it prints. */
const MINUTES_AN_EXAMPLE = 1.5
const sections = { 'session-timeouts': 'timeouts', 'connection-status': 'status', waiting: 'waiting', threads: 'threads' }

const page = (name: string) => readFileSync(`src/content/docs/${name}.mdx`, 'utf8')

/** A reader reads the question, every answer, and the words about two of them. */
function questionText(id: string): string {
  const { question } = readExample('examples', id)
  if (question === null) return ''
  const answers = question.kind === 'choice' ? question.answers.map(({ answer }) => answer) : []
  const whys = question.kind === 'choice' ? question.answers.slice(0, 2).map(({ why }) => why) : [question.why]
  return [question.question, ...answers, ...whys].join(' ')
}

function minutesOf(chapter: string): number {
  const text = page(chapter).split(/^---$/m)[2]!
  const examples = Array.from(text.matchAll(/^<LiveExample id="([^"]+)"/gm), ([, id]) => id!)
  const words = `${text} ${examples.map(questionText).join(' ')}`.replaceAll(/^(?:import |<).*$/gm, '').split(/\s+/).length
  return words / WORDS_A_MINUTE + examples.length * MINUTES_AN_EXAMPLE
}

describe.each(Object.entries(sections))('%s', (section, folder) => {
  const chapters = globSync(`${folder}/*.mdx`, { cwd: 'src/content/docs' }).map((file) => file.replace(/\.mdx$/, ''))

  test('names all of its chapters, and no others', () => {
    const named = Array.from(page(section).matchAll(/^1\. .*\]\(\/(.+)\/\)$/gm), ([, address]) => address!)
    expect(named.toSorted()).toEqual(chapters.toSorted())
  })

  test('takes as long as it says', () => {
    const minutes = chapters.reduce((sum, chapter) => sum + minutesOf(chapter), 0)
    const said = Number(/These chapters take about (\d+) minutes/.exec(page(section))?.[1])
    expect(Math.abs(said - minutes), `${minutes} minutes`).toBeLessThanOrEqual(5)
  })
})

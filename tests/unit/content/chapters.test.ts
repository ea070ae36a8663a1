/** What every short chapter has: little to read before the first run, few examples, and an end that is to be remembered. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { WITH_WHEELS } from '../../../src/playground/templates.ts'

const WORDS = 900
const WORDS_BEFORE_THE_FIRST_RUN = 170
const EXAMPLES = 4
/** They have tests of their own. */
const sections = ['session-timeouts', 'connection-status', 'waiting', 'threads']
const others = ['index', 'how-it-works', 'versions', 'embed']

const chapters = globSync(['*.mdx', '{timeouts,status,waiting,threads}/*.mdx'], { cwd: 'src/content/docs' })
  .map((file) =>
    file
      .split(path.sep)
      .join('/')
      .replace(/\.mdx$/, ''),
  )
  .filter((name) => ![...sections, ...others].includes(name))
  .sort()
const textOf = (name: string): string => readFileSync(`src/content/docs/${name}.mdx`, 'utf8').split(/^---$/m)[2]!
const wordsOf = (text: string): number =>
  text
    .replaceAll(/^(?:import |<).*$/gm, '')
    .split(/\s+/)
    .filter(Boolean).length

test('there are chapters', () => {
  expect(chapters.length).toBeGreaterThanOrEqual(35)
})

describe.each(chapters)('%s', (name) => {
  const text = textOf(name)

  test(`has at most ${WORDS} words and ${EXAMPLES} examples`, () => {
    expect(wordsOf(text)).toBeLessThanOrEqual(WORDS)
    expect(text.match(/<(?:LiveExample|Recording) /g)?.length ?? 0).toBeLessThanOrEqual(EXAMPLES)
  })

  test('asks something early: an example, a recording, or a guess', () => {
    const first = text.search(/<(?:LiveExample|Recording) |\*\*Guess first:\*\*|^\| Question \|/m)
    expect(first).toBeGreaterThan(0)
    expect(wordsOf(text.slice(0, first))).toBeLessThanOrEqual(WORDS_BEFORE_THE_FIRST_RUN)
  })

  test('ends with three lines to remember, and the official page', () => {
    const end = text.split('\n## To remember\n')[1]
    expect(end).toBeDefined()
    expect(end!.match(/^- /gm)).toHaveLength(3)
    expect(end).toMatch(/\nOfficial pages?: \[[^\]]+\]\(https:\/\/[^)]+\).*\n$/)
  })
})

test('every recording is on a page, or offered by the playground', () => {
  const shown = globSync('src/content/docs/**/*.mdx').flatMap((file) =>
    Array.from(readFileSync(file, 'utf8').matchAll(/<Recording id="([^"]+)"/g), ([, id]) => id),
  )
  const there = globSync('*/*/main.py', { cwd: 'src/content/recordings' }).map((file) => path.dirname(file).split(path.sep).join('/'))
  const offered: readonly string[] = WITH_WHEELS.map(([id]) => id)
  expect(there.filter((id) => !shown.includes(id) && !offered.includes(id))).toEqual([])
  expect(offered.filter((id) => !there.includes(id))).toEqual([])
})

test('every example is on a page', () => {
  const shown = globSync('src/content/docs/**/*.mdx').flatMap((file) =>
    Array.from(readFileSync(file, 'utf8').matchAll(/<(?:LiveExample|Exercise) id="([^"]+)"/g), ([, id]) => id),
  )
  const there = globSync('*/*/main.py', { cwd: 'examples' }).map((file) => path.dirname(file).split(path.sep).join('/'))
  expect(there.filter((id) => !shown.includes(id))).toEqual([])
})

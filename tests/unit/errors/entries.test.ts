/** What the entries of `/errors/` claim is what their examples have printed with the real psycopg2. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Matcher } from '../../../src/errors/match.ts'
import { families, sqlstateClasses } from '../../../src/errors/sqlstates.ts'
import { entries } from './entries.ts'

const matcher = new Matcher(
  entries.map(({ slug, facts }) => ({ slug, texts: facts.texts.map(({ text }) => text), sqlstate: null })),
  sqlstateClasses(),
)

const printedBy = (id: string): string => {
  const { stdout, stderr } = JSON.parse(readFileSync(`examples/${id}/expected.json`, 'utf8'))
  return stdout + stderr
}

describe.each(entries)('$slug', ({ slug, title, description, facts, body, examples }) => {
  const { texts, raised, sqlstate, sent, seen } = facts

  test('is found by each of its texts, and by its title', () => {
    for (const text of [title, ...texts.map(({ text }) => text)]) expect(matcher.match(text.replaceAll('…', 'x')).slugs).toContain(slug)
  })

  test('says what is there to say, in the usual order', () => {
    const headings = Array.from(body.matchAll(/^## (.+)$/gm), ([, heading]) => heading)
    const last = examples.length > 0 ? ['See it happen'] : []
    expect(headings).toEqual(['Why, and how to tell', 'What to do', 'What not to do', ...last])
    expect(description.length).toBeGreaterThan(40)
    expect(description.length).toBeLessThan(170)
  })

  test('has an example, or says with what it was seen', () => {
    expect(examples.length > 0 || seen !== undefined).toBe(true)
  })

  test('its SQLSTATE is of the class that it names', () => {
    if (sent) expect(families[sent.slice(0, 2)]).toBeDefined()
    if (sqlstate) expect(raised).toBe(`psycopg2.errors.${sqlstateClasses().find(([code]) => code === sqlstate)![1]}`)
  })
})

describe('raises, and leaves in the state that is claimed:', () => {
  test.each(entries.filter(({ examples }) => examples.length > 0))('$slug', ({ slug, facts: { raised, sqlstate, leaves }, examples }) => {
    const printed = examples.map(printedBy).join('')
    expect(matcher.match(printed).slugs).toContain(slug)
    const lines = printed.split('\n')
    // Of a warning, nothing is raised
    if (/^[\w.]+$/.test(raised)) {
      const name = raised.split('.').at(-1)!
      expect(lines).toContain(raised.startsWith('psycopg2') ? `${name} ${sqlstate ?? 'None'}` : name)
    }
    const states = lines.filter((line) => /^closed \d status \d+ transaction \d$/.test(line))
    if (leaves) expect(states[0]).toBe(`closed ${leaves.closed} status ${leaves.status} transaction ${leaves.transaction}`)
    else expect(states).toEqual([])
  })
})

test('every example of an error is shown by its entry', () => {
  const shown = new Set(entries.flatMap(({ examples }) => examples))
  const unused = readdirSync('examples/errors').filter((name) => !shown.has(`errors/${name}`))
  expect(unused).toEqual([])
})

test('no two entries have the same text', () => {
  const texts = entries.flatMap(({ facts }) => facts.texts.map(({ text }) => text.toLowerCase()))
  expect(new Set(texts).size).toBe(texts.length)
})

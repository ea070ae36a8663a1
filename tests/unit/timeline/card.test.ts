import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../../src/messages/event.ts'
import { Cards } from '../../../src/timeline/card.ts'
import { timelineOf } from '../../../src/timeline/model.ts'

const recorded = (id: string): RunEvent[] => JSON.parse(readFileSync(`examples/${id}/events.json`, 'utf8'))
const events = recorded('session-timeouts/statement-timeout')
const cards = new Cards(events, 0)

describe('a card', () => {
  test('of a call has the SQL, the line, the time, and of an exception what there is to explain', () => {
    const from = events.findIndex((event) => event.kind === 'call' && event.text.includes('pg_sleep'))
    expect(cards.bar({ kind: 'program', of: '' }, from, 1)).toMatchObject({
      sentence: 'The program calls cursor.execute(), which raises QueryCanceled after 500 ms.',
      rows: [
        ['SQL', 'SELECT pg_sleep(2)'],
        ['Line', '15'],
        ['From', '1.3 ms to 501 ms, 500 ms'],
      ],
      error: { type: 'QueryCanceled', sqlstate: '57014', bases: ['QueryCanceledError', 'OperationalError', 'DatabaseError', 'Error'] },
    })
  })

  test('of a state says what it means, and what the server was sent', () => {
    const at = events.findIndex((event) => event.kind === 'timer-fired')
    const from = events.findLastIndex((event, index) => index < at && event.kind === 'session-state')
    const card = cards.bar({ kind: 'session', of: '101' }, from, 1)!
    expect(card.sentence).toBe('conn (session 101) is active for 500 ms. The server executes a statement for it.')
    expect(card.rows[0]).toEqual(['Sent', 'SELECT pg_sleep(2)'])
  })

  test('of several that are drawn as one lists them', () => {
    const calls = Array.from({ length: 20 }, (_, call): RunEvent[] => [
      { at: call, kind: 'call', call, function: 'cursor.execute', text: `select ${call}`, line: 1 },
      { at: call, kind: 'return', call, raised: null },
    ]).flat()
    const { sentence, rows } = new Cards(calls, 0).bar({ kind: 'program', of: '' }, 0, 20)!
    expect(sentence).toMatch(/^20 in a row/)
    expect(rows).toHaveLength(7)
    expect(rows.at(-1)).toEqual(['', 'and 14 more'])
  })
})

test('an exception of the program has a mark, and its card says what Python says of it', () => {
  const error = { bases: ['LookupError'], sqlstate: null, message: "'x'", said: null, diag: {} }
  const events: RunEvent[] = [{ at: 3, kind: 'exception', type: 'KeyError', line: 7, about: 'Mapping key not found.', note: null, error }]
  const [program] = timelineOf(events).lanes
  expect(program!.marks).toMatchObject([{ kind: 'raised', from: 0 }])
  const cards = new Cards(events, 0)
  expect(cards.at(0)).toEqual({ kind: 'program', of: '', from: 0 })
  expect(cards.mark(program!, 0)).toEqual({
    sentence: 'The program raises KeyError, or something that it has called.',
    rows: [
      ['Means', 'Mapping key not found.'],
      ['Line', '7'],
      ['At', '3 ms'],
    ],
    error: { ...error, type: 'KeyError' },
  })
})

test('so has a thread that does nothing else', () => {
  const error = { bases: [], sqlstate: null, message: '', said: null, diag: {} }
  const events: RunEvent[] = [{ at: 3, kind: 'exception', type: 'ValueError', line: 7, thread: 'other', about: null, note: null, error }]
  expect(timelineOf(events).lanes.map(({ of, marks }) => [of, marks.length])).toEqual([
    ['', 0],
    ['other', 1],
  ])
})

test.each(globSync('examples/*/*/events.json'))('%s: each bar and each mark has a card', (file) => {
  const events: RunEvent[] = JSON.parse(readFileSync(file, 'utf8'))
  const cards = new Cards(events, 0)
  for (const lane of timelineOf(events).lanes) {
    for (const { from, count } of lane.bars) expect(cards.bar(lane, from!, count)?.sentence, `${lane.name} ${from}`).toMatch(/\.$/)
    for (const { from } of lane.marks) expect(cards.mark(lane, from)?.sentence, `${lane.name} ${from}`).toMatch(/\.$/)
  }
})

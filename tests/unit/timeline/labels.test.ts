import { describe, expect, test } from 'vitest'
import { placeLabels } from '../../../src/timeline/labels.ts'
import type { Bar } from '../../../src/timeline/shapes.ts'
import { callLabel } from '../../../src/timeline/words.ts'

const bar = (start: number, end: number, label: string, short: string[] = []): Bar => ({
  start,
  end,
  from: 0,
  label,
  short,
  count: 1,
  kind: 'call',
})
const places = (kind: 'program' | 'session', ...bars: Bar[]) => placeLabels({ kind, bars }, 640).map(({ place }) => place)

describe('labels', () => {
  test('inside where they fit, beside where there is room for all of them, else nowhere', () => {
    expect(places('program', bar(0, 0.3, 'connect()'))).toEqual(['inside'])
    expect(places('program', bar(0, 0.02, 'connect()'), bar(0.5, 1, 'close()'))).toEqual(['beside', 'inside'])
    expect(places('program', bar(0, 0.02, 'connect()'), bar(0.05, 1, 'close()'))).toEqual(['none', 'inside'])
  })

  test('of states only inside: what is beside a state is another one, or the end', () => {
    expect(places('session', bar(0, 0.02, 'idle'))).toEqual(['none'])
  })

  test('in fewer words where there is no room for all', () => {
    const words = (...bars: Bar[]) => placeLabels({ kind: 'program', bars }, 640).map(({ text, place }) => [text, place])
    expect(words(bar(0, 0.15, 'execute SELECT 1', ['SELECT 1', 'SELECT']), bar(0.15, 1, 'close()'))[0]).toEqual(['SELECT 1', 'inside'])
    expect(words(bar(0, 0.06, 'execute SELECT 1', ['SELECT 1', 'SELECT']), bar(0.06, 1, 'close()'))[0]).toEqual(['SELECT 1', 'inside'])
    expect(words(bar(0, 0.02, 'rollback()', ['rollback']), bar(0.02, 1, 'close()'))[0]).toEqual(['rollback()', 'none'])
  })

  test('a long one is cut rather than left out', () => {
    expect(places('program', bar(0, 0.2, 'execute select a, great, many, columns from somewhere'), bar(0.2, 1, 'close()'))).toEqual([
      'inside',
      'inside',
    ])
  })

  test.each([
    ['cursor.execute', 'SELECT\n  1', 'execute SELECT 1'],
    ['connect', 'dbname=lab', 'connect dbname=lab'],
    ['connect', '', 'connect()'],
    ['time.sleep', '0.6', 'time.sleep(0.6)'],
    ['connection.rollback', '', 'rollback()'],
  ])('%s of %j reads %s', (name, text, label) => expect(callLabel({ function: name, text })).toBe(label))
})

/** What is drawn of every example keeps the rules of the figure. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { timelineOf } from '../../../src/timeline/model.ts'
import { scaleOf } from '../../../src/timeline/scale.ts'

const files = globSync('examples/*/*/events.json')

describe.each(files)('%s', (file) => {
  const events = JSON.parse(readFileSync(file, 'utf8'))
  const { lanes } = timelineOf(events)

  test('equal times are equally wide', () => {
    const rates = scaleOf(events)
      .parts.filter(({ kind }) => kind === 'time')
      .map(({ from, to, start, end }) => (end - start) / (to - from))
    for (const rate of rates) expect(rate).toBeCloseTo(rates[0]!, 10)
  })

  test('bars follow one another', () => {
    for (const { bars } of lanes)
      for (const [index, { start }] of bars.entries())
        if (index > 0) expect(start, JSON.stringify(bars)).toBeGreaterThanOrEqual(bars[index - 1]!.end - 1e-9)
  })
})

import { expect, test } from 'vitest'
import { shortestWays } from '../../../src/components/shortest-ways.ts'
import { readExamples } from '../../../src/examples/reader.ts'
import { arrow, NODE, SIZE, spots } from '../../../src/live/lab/map-layout.ts'
import type { RunEvent, SessionState } from '../../../src/messages/event.ts'
import { type Place, places, transitionName, transitionsOf } from '../../../src/timeline/transitions.ts'

const opened = (session: number): RunEvent => ({ at: 0, kind: 'session-opened', session, user: 'u', database: 'd', applicationName: '' })
const state = (session: number, state: SessionState): RunEvent => ({ at: 0, kind: 'session-state', session, state })
const closed = (session: number, reason: 'terminate' | 'fatal'): RunEvent => ({
  at: 0,
  kind: 'session-closed',
  session,
  reason,
  report: null,
})
const names = (events: readonly RunEvent[]) => transitionsOf(events).map(({ session, ...one }) => `${session} ${transitionName(one)}`)

test('from state to state, each session for itself, to either end', () => {
  const events = [opened(1), state(1, 'idle'), opened(2), state(2, 'idle'), state(1, 'idle'), closed(2, 'fatal'), closed(1, 'terminate')]
  expect(names(events)).toEqual(['1 starting-idle', '2 starting-idle', '2 idle-lost', '1 idle-closed'])
  expect(transitionsOf(events).map(({ index }) => index)).toEqual([1, 3, 5, 6])
})

test('a pid that comes again is another session', () => {
  expect(names([opened(1), state(1, 'active'), closed(1, 'fatal'), opened(1), state(1, 'idle')])).toEqual([
    '1 starting-active',
    '1 active-lost',
    '1 starting-idle',
  ])
})

test('the way is the shortest example, an exercise only where there is no other', () => {
  const example = (title: string, length: number, exercise: object | null) =>
    [
      title,
      { title, exercise: exercise as never, events: [...Array<RunEvent>(length).fill(state(1, 'idle')), state(1, 'active')] },
    ] as const
  const all = [example('exercise', 1, {}), example('long', 3, null), example('short', 2, null)]
  expect(shortestWays(all)['idle-active']).toEqual({ id: 'short', title: 'short' })
  expect(shortestWays(all.slice(0, 1))['idle-active']).toEqual({ id: 'exercise', title: 'exercise' })
})

test('every way leads to an example that takes it, and every arrow lies within the map and outside of nodes', () => {
  const examples = readExamples('examples')
  const ways = Object.entries(shortestWays([...examples]))
  expect(ways.length).toBeGreaterThanOrEqual(14)
  for (const [name, { id }] of ways) {
    expect(transitionsOf(examples.get(id)!.events).map(transitionName)).toContain(name)
    const [from, to] = name.split('-') as [Place, Place]
    const [, x1, y1, x2, y2] = /^M(\S+) (\S+)L(\S+) (\S+)$/.exec(arrow(from, to).line)!.map(Number) as [0, number, number, number, number]
    for (let part = 0.05; part < 1; part += 0.05) {
      const [x, y] = [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part]
      expect(x > 0 && x < SIZE.width && y > 0 && y < SIZE.height, name).toBe(true)
      for (const place of places) {
        const within = Math.abs(x - spots[place].x) < NODE.width / 2 && Math.abs(y - spots[place].y) < NODE.height / 2
        expect(within, `${name} crosses ${place}`).toBe(false)
      }
    }
  }
})

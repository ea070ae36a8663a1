/** Which example takes a transition in the fewest events, by what was recorded; an exercise only where nothing else does. */
import type { Example } from '../examples/schema.ts'
import type { RunEvent } from '../messages/event.ts'
import { transitionName, transitionsOf, type Ways } from '../timeline/transitions.ts'

type Candidate = readonly [id: string, example: Pick<Example, 'title' | 'exercise'> & { readonly events: readonly RunEvent[] }]

export function shortestWays(examples: readonly Candidate[]): Ways {
  const ways = new Map<string, { readonly id: string; readonly title: string }>()
  const byLength = examples.toSorted(
    ([, one], [, other]) => Number(one.exercise !== null) - Number(other.exercise !== null) || one.events.length - other.events.length,
  )
  for (const [id, { title, events }] of byLength)
    for (const name of new Set(transitionsOf(events).map(transitionName))) if (!ways.has(name)) ways.set(name, { id, title })
  return Object.fromEntries(ways)
}

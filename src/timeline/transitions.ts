/** The states that a session goes through, and from which to which. Pure; imports the events' types only. */
import type { RunEvent } from '../messages/event.ts'

/** What the server says of a session; before its first word, and how it has ended: as its program asked, or otherwise. */
export const places = ['starting', 'idle', 'active', 'transaction', 'aborted', 'closed', 'lost'] as const
export type Place = (typeof places)[number]

export interface Transition {
  readonly session: number
  readonly from: Place
  readonly to: Place
  /** The event that makes it. */
  readonly index: number
}

const ofState = {
  idle: 'idle',
  active: 'active',
  'idle in transaction': 'transaction',
  'idle in transaction (aborted)': 'aborted',
} as const

/** Where a session is after an event that moves it. */
function placeAfter(event: RunEvent): { readonly session: number; readonly place: Place } | null {
  if (event.kind === 'session-opened') return { session: event.session, place: 'starting' }
  if (event.kind === 'session-state') return { session: event.session, place: ofState[event.state] }
  if (event.kind === 'session-closed') return { session: event.session, place: event.reason === 'terminate' ? 'closed' : 'lost' }
  return null
}

/** In order. A pid may come again: then it is another session's, and nothing leads to its beginning. */
export function transitionsOf(events: readonly RunEvent[]): Transition[] {
  const now = new Map<number, Place>()
  return events.flatMap((event, index) => {
    const after = placeAfter(event)
    if (!after) return []
    const from = now.get(after.session) ?? 'starting'
    now.set(after.session, after.place)
    return from === after.place || after.place === 'starting' ? [] : [{ session: after.session, from, to: after.place, index }]
  })
}

/** As it is kept and linked to: `active-aborted`. */
export const transitionName = ({ from, to }: Pick<Transition, 'from' | 'to'>) => `${from}-${to}`

/** For each transition that an example takes, by its name, the shortest one that does. */
export type Ways = Readonly<Record<string, { readonly id: string; readonly title: string }>>

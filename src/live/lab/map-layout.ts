/** Where the states lie on their map, and how an arrow goes from one to another. Pure. */
import type { Place } from '../../timeline/transitions.ts'

export const SIZE = { width: 360, height: 300 }
export const NODE = { width: 100, height: 38 }
/** Between the two arrows that lead there and back. */
const APART = 18
const HEAD = 7

export const spots: Readonly<Record<Place, { readonly x: number; readonly y: number }>> = {
  starting: { x: 54, y: 24 },
  idle: { x: 54, y: 146 },
  active: { x: 180, y: 146 },
  transaction: { x: 306, y: 86 },
  aborted: { x: 306, y: 206 },
  lost: { x: 180, y: 24 },
  closed: { x: 180, y: 276 },
}

export const labels: Readonly<Record<Place, string>> = {
  starting: 'connecting',
  idle: 'idle',
  active: 'active',
  transaction: 'in transaction',
  aborted: 'aborted',
  lost: 'ended by server',
  closed: 'closed',
}

/** Both ways there are two arrows beside each other; each ends at the edges of the nodes. */
export function arrow(from: Place, to: Place): { readonly line: string; readonly head: string } {
  const [a, b] = [spots[from], spots[to]]
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length]
  const side = to === 'closed' || to === 'lost' || from === 'starting' ? 0 : APART / 2
  const [ox, oy] = [-uy * side, ux * side]
  const start = leave(ux, uy, ox, oy)
  const end = leave(-ux, -uy, ox, oy)
  const [x1, y1] = [a.x + ox + ux * start, a.y + oy + uy * start]
  const [x2, y2] = [b.x + ox - ux * end, b.y + oy - uy * end]
  const back = (turn: number) => `${round(x2 - ux * HEAD - uy * turn)} ${round(y2 - uy * HEAD + ux * turn)}`
  return {
    line: `M${round(x1)} ${round(y1)}L${round(x2 - ux * 2)} ${round(y2 - uy * 2)}`,
    head: `M${round(x2)} ${round(y2)}L${back(HEAD / 2)}L${back(-HEAD / 2)}Z`,
  }
}

/** How far it is, from a point beside the middle of a node, to the node's edge. */
function leave(ux: number, uy: number, ox: number, oy: number): number {
  const across = ux === 0 ? Number.POSITIVE_INFINITY : (NODE.width / 2 - ox * Math.sign(ux)) / Math.abs(ux)
  const along = uy === 0 ? Number.POSITIVE_INFINITY : (NODE.height / 2 - oy * Math.sign(uy)) / Math.abs(uy)
  return Math.min(across, along)
}

const round = (value: number) => Number(value.toFixed(1))

/** Every order in which sessions can take their steps. */

/**
 * Orders as lists of sessions, for sessions with so many steps. `next(used)` says how many of the last order's steps were enough: orders
 * that begin with the same ones are left out. Without, none are.
 */
export function* interleavings(lengths: readonly number[]): Generator<readonly number[], void, number | undefined> {
  const order = lengths.flatMap((length, session) => Array<number>(length).fill(session))
  for (;;) {
    const used = (yield [...order]) ?? order.length
    // The last of all orders that begin so; then the one that follows
    const rest = order.splice(used).sort((one, other) => other - one)
    order.push(...rest)
    if (!advance(order)) return
  }
}

/** Makes `order` the next one in the order of a dictionary. False: it is the last. */
function advance(order: number[]): boolean {
  const rises = order.findLastIndex((session, i) => session < order[i + 1]!)
  if (rises < 0) return false
  const successor = order.findLastIndex((session) => session > order[rises]!)
  ;[order[rises], order[successor]] = [order[successor]!, order[rises]!]
  order.push(...order.splice(rises + 1).reverse())
  return true
}

/** What all orders of all histories come to, and how that differs between servers. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Server } from '../server.ts'
import { type History, LEVELS } from './histories.ts'
import { interleavings } from './interleavings.ts'
import { Tester } from './tester.ts'

/** By history and level: what was seen, an order a line. */
export type Outcomes = ReadonlyMap<string, readonly string[]>

export async function collectOutcomes(server: Server, histories: readonly History[], log: (line: string) => void): Promise<Outcomes> {
  const outcomes = new Map<string, string[]>()
  await server.play([
    async () => {
      const tester = await Tester.start(server, Math.max(...histories.map(({ sessions }) => sessions.length)))
      for (const history of histories)
        for (const level of history.levels ?? LEVELS) {
          const seen: string[] = []
          const orders = interleavings(history.sessions.map(({ length }) => length))
          for (let order = orders.next(); !order.done; ) {
            const outcome = await tester.run(history, level, order.value)
            if (outcome.seen) seen.push(outcome.seen)
            order = orders.next(outcome.used)
          }
          outcomes.set(`${history.name}, ${level}`, seen)
          log(`${server.name}: ${history.name}, ${level}: ${seen.length} orders`)
        }
      await tester.close()
    },
  ])
  return outcomes
}

/** A line for each outcome that one has and the other has not. */
export function differences(one: Outcomes, other: Outcomes, names: readonly [one: string, other: string]): string[] {
  const lines: string[] = []
  for (const history of new Set([...one.keys(), ...other.keys()])) {
    const [seen, alsoSeen] = [one, other].map((outcomes) => new Set(outcomes.get(history)))
    for (const outcome of seen!.difference(alsoSeen!)) lines.push(`${history}: only ${names[0]}: ${outcome}`)
    for (const outcome of alsoSeen!.difference(seen!)) lines.push(`${history}: only ${names[1]}: ${outcome}`)
  }
  return lines
}

// ---- what the real server did when it was asked ----

const file = fileURLToPath(new URL('recorded.txt', import.meta.url))
const HEADING = '# '

export function readRecorded(): Outcomes {
  const outcomes = new Map<string, string[]>()
  for (const section of existsSync(file) ? readFileSync(file, 'utf8').split(HEADING).slice(1) : []) {
    const [history, ...seen] = section.trimEnd().split('\n')
    outcomes.set(history!, seen)
  }
  return outcomes
}

export function writeRecorded(outcomes: Outcomes): void {
  writeFileSync(file, [...outcomes].map(([history, seen]) => `${HEADING}${history}\n${seen.join('\n')}\n`).join(''))
}

/** Records what examples do in the engine, into their `events.json`: what their pages draw before anybody presses Run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Example } from './outcome.ts'
import { createSteppedEngine, eventsFile, formatEvents, runStepped } from './stepped.ts'

export async function recordEvents(examples: readonly Example[]): Promise<void> {
  const engine = await createSteppedEngine()
  let changed = 0
  for (const example of examples) {
    const events = formatEvents(await runStepped(engine, example))
    const file = eventsFile(example)
    if (existsSync(file) && readFileSync(file, 'utf8') === events) continue
    writeFileSync(file, events)
    changed++
  }
  console.log(`${examples.length} examples, ${changed} with other events than recorded.`)
}

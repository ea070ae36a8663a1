/**
 * Records what every example does in the lab, into its `events.json`: what its page draws before anybody presses Run.
 *
 *   node tests/examples/record-events.ts [TOPIC/NAME …]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { findExamples } from './outcome.ts'
import { createSteppedLab, eventsFile, formatEvents, runStepped } from './stepped.ts'

const examples = findExamples(process.argv.slice(2))
const lab = await createSteppedLab()
let changed = 0
for (const example of examples) {
  const events = formatEvents(runStepped(lab, example))
  const file = eventsFile(example)
  if (existsSync(file) && readFileSync(file, 'utf8') === events) continue
  writeFileSync(file, events)
  changed++
}
console.log(`${examples.length} examples, ${changed} with other events than recorded.`)
process.exit()

/** What a page loads: it defines the element and says where its workers come from. */
import { LiveExample } from './element.ts'
import { prepareOnLaterPages } from './intent.ts'
import { keep } from './keeping.ts'
import { explainMissingSuspension } from './suspension.ts'
import { lightWords } from './words.ts'
import { Workers } from './workers.ts'

LiveExample.workers = new Workers(
  () => new Worker(new URL('../worker/entry.ts', import.meta.url), { type: 'module' }),
  ({ folder, blobs, modules }) => void keep([...blobs.keys(), ...modules.keys()].map((name) => folder + name)),
)
customElements.define('live-example', LiveExample)
explainMissingSuspension()
if (document.querySelector('live-example')) prepareOnLaterPages(() => LiveExample.workers.prepare())

lightWords()

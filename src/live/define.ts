/** What a page loads: it defines the element and says where its workers come from. */
import { LiveExample } from './element.ts'
import { createWorker, keepFiles } from './engine-worker.ts'
import { prepareOnLaterPages } from './intent.ts'
import { explainMissingSuspension } from './suspension.ts'
import { lightWords } from './words.ts'
import { Workers } from './workers.ts'

LiveExample.workers = new Workers(createWorker, keepFiles)
customElements.define('live-example', LiveExample)
explainMissingSuspension()
if (document.querySelector('live-example')) prepareOnLaterPages(() => LiveExample.workers.prepare())

lightWords()

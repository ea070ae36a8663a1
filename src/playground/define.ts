/** What the page of the playground loads: it defines the element, gives it its one engine, and puts the playground around it. */
import { LiveExample } from '../live/element.ts'
import { createWorker, keepFiles } from '../live/engine-worker.ts'
import { explainMissingSuspension } from '../live/suspension.ts'
import { OneEngine } from './one-engine.ts'
import { Playground } from './playground.ts'

LiveExample.workers = new OneEngine(createWorker, keepFiles)
customElements.define('live-example', LiveExample)
explainMissingSuspension()
new Playground(document.querySelector<HTMLElement>('.pg')!)

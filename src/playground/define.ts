/** What the page of the playground loads: it defines the element, gives it its one engine, and puts the playground around it. */
import { LiveExample } from '../live/element.ts'
import { createWorker, keepFiles } from '../live/engine-worker.ts'
import { keep } from '../live/keeping.ts'
import { Sandbox } from '../live/sandbox/sandbox.ts'
import { explainMissingSuspension } from '../live/suspension.ts'
import { FaultsView } from './faults.ts'
import { OneEngine } from './one-engine.ts'
import { Playground } from './playground.ts'
import { PsqlPane } from './psql/pane.ts'
import { SessionsPanel } from './sessions/panel.ts'

const engine = new OneEngine(createWorker, keepFiles)
LiveExample.workers = engine
customElements.define('live-example', LiveExample)
explainMissingSuspension()
const root = document.querySelector<HTMLElement>('.pg')!
const sandbox = new Sandbox((addresses) => void keep(addresses))
const playground = new Playground(root, (isForeign) => engine.changeWorkers(isForeign ? sandbox.create : createWorker))
const live = root.querySelector<LiveExample>('live-example')!
const pane = new PsqlPane(root, {
  connect: (listener) => engine.connect(false, listener),
  file: (name) => playground.program.files.get(name) ?? null,
  isRunning: () => live.state === 'running',
})
const panel = new SessionsPanel(root, {
  connect: (listener) => engine.connect(true, listener),
  hasServer: () => engine.hasServer,
  isStarting: () => engine.isStarting,
})
const faults = new FaultsView(root, {
  suffer: (fault) => engine.suffer(fault),
  execute: (sql) => panel.execute(sql),
  hasServer: () => engine.hasServer,
})
engine.onServer = () => {
  faults.serverHasChanged()
  pane.serverHasChanged()
  panel.serverHasChanged()
}

/** What the page in the frame of `<psycopg2-example>` loads: one program, shown and run, for the page around the frame. */
import { LiveExample } from '../live/element.ts'
import { Sandbox } from '../live/sandbox/sandbox.ts'
import { explainMissingSuspension } from '../live/suspension.ts'
import { Workers } from '../live/workers.ts'
import { Embedded } from './embedded.ts'

const workers = new Workers(new Sandbox().create)
LiveExample.workers = {
  number: () => workers.number(),
  run: (...run) => workers.run(...run),
  // On a page of somebody else nothing is downloaded before it is asked for
  prepare: () => {},
}
customElements.define('live-example', LiveExample)
explainMissingSuspension()
new Embedded(document.querySelector<HTMLElement>('.em')!).begin()

/** Says once in a page what a browser cannot do that cannot suspend WebAssembly. */
import { hasJspi } from '../scheduling/jspi.ts'

const TEXT =
  'This browser cannot suspend WebAssembly (JSPI); Chrome, Edge and Firefox can. Programs with one thread run here as they do there, but a ' +
  'program cannot start a second one, and while a session waits nobody else can go on.'
/** Where memory is shared with the page, a program can be interrupted all the same. */
const STOP = ' Stop ends a program at once, without letting it clean up.'

/** Puts the text before the first example, or after one that plays. */
export function explainMissingSuspension(): void {
  const first = document.querySelector<HTMLElement>('live-example')
  if (hasJspi || !first) return
  const note = document.createElement('p')
  note.className = 'lx-note'
  note.dataset['part'] = 'cannot-suspend'
  note.setAttribute('role', 'note')
  note.textContent = globalThis.crossOriginIsolated ? TEXT : TEXT + STOP
  // A recording that plays is watched before anything is run
  if ('plays' in first.dataset) first.after(note)
  else first.before(note)
}

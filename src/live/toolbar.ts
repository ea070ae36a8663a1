/** Buttons, status and progress for a state. */
import type { Parts } from './parts.ts'
import { isBusy, type RunState } from './state.ts'
import { progressText, statusText } from './status.ts'

/** Disabled, but still there for the keyboard: a button that has just been pressed keeps the focus. */
export function disable(button: HTMLButtonElement, disabled: boolean): void {
  button.setAttribute('aria-disabled', String(disabled))
  // What can do nothing is no stop on the way, unless one is there
  button.tabIndex = disabled && document.activeElement !== button ? -1 : 0
}

export const isDisabled = (button: HTMLButtonElement) => button.getAttribute('aria-disabled') === 'true'

/** `changed`: there is something that Reset would restore. */
export function showToolbar(parts: Parts, state: RunState, changed: boolean): void {
  disable(parts.run, isBusy(state))
  disable(parts.stop, !isBusy(state))
  parts.stop.textContent = state.tag === 'running' && state.interrupted ? 'Stop now' : 'Stop'
  disable(parts.reset, state.tag === 'idle' && !changed)
  const text = statusText(state)
  // Only a change is announced, so an unchanged text is left alone.
  if (parts.status.textContent !== text) parts.status.textContent = text
  show(parts.retry, state.tag === 'failed', parts.run)
  showProgress(parts.progress, state)
}

/** Hides a button without losing the focus it may have. */
export function show(button: HTMLButtonElement, visible: boolean, heir: HTMLElement): void {
  if (!visible && document.activeElement === button) heir.focus()
  button.hidden = !visible
}

function showProgress(part: HTMLElement, state: RunState): void {
  part.hidden = state.tag !== 'loading'
  if (state.tag !== 'loading') return
  const bar = part.querySelector('progress')!
  const { progress } = state
  if (progress !== null && progress !== 'queued' && progress.stage === 'downloading' && progress.total > 0) {
    bar.max = progress.total
    bar.value = progress.loaded
  } else bar.removeAttribute('value')
  part.querySelector('span')!.textContent = progressText(progress)
}

/** Has a page come with the guesses that this browser has kept, before anything is painted: what opened later would move what is below it. */
import type { AstroIntegration } from 'astro'
import { GUESS_KEY } from '../live/guesses.ts'

/** Goes into the page as its source, so it sees nothing but its argument. `<kept-guess>` is the last thing in an example. */
function define(key: string): void {
  customElements.define(
    'kept-guess',
    class extends HTMLElement {
      connectedCallback() {
        const live = this.closest('live-example') as HTMLElement
        let guess = null
        try {
          guess = localStorage.getItem(key + live.dataset['example'])
        } catch {}
        if (guess === null) return
        live.querySelector<HTMLDetailsElement>('.lx-fold')!.open = true
        for (const input of live.querySelectorAll<HTMLInputElement>('.lx-guess input'))
          if (input.type === 'radio') input.checked = input.value === guess
      }
    },
  )
}

export function keptGuesses(): AstroIntegration {
  return {
    name: 'kept-guesses',
    hooks: {
      'astro:config:setup': ({ injectScript }) => injectScript('head-inline', `(${define})(${JSON.stringify(GUESS_KEY)})`),
    },
  }
}

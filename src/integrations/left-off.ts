/** The start page says where the reader left off: this browser keeps the chapter that was opened last. Before anything is painted, so that nothing moves. */
import type { AstroIntegration } from 'astro'

/** Goes into the page as its source, so it sees nothing but its argument. */
function define(key: string): void {
  customElements.define(
    'left-off',
    class extends HTMLElement {
      connectedCallback() {
        let kept = null
        try {
          kept = localStorage.getItem(key)
        } catch {} // storage may be forbidden
        const [address, title] = kept?.split('\n') ?? []
        if (!address || !title) return
        const link = document.createElement('a')
        link.href = address
        link.textContent = title
        this.replaceChildren('Or go on where you left off: ', link, '.')
      }
    },
  )
  document.addEventListener('DOMContentLoaded', () => {
    const title = document.querySelector('h1')?.textContent
    // Only chapters have it
    if (!title || !document.getElementById('to-remember')) return
    try {
      localStorage.setItem(key, `${location.pathname}\n${title}`)
    } catch {} // or full
  })
}

export const leftOff = (): AstroIntegration => ({
  name: 'left-off',
  hooks: {
    'astro:config:setup': ({ injectScript }) => injectScript('head-inline', `(${define})(${JSON.stringify('psycopg2-lab left off')})`),
  },
})

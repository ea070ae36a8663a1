/** `<limit-decision>`: the questions, and the code that follows from the answers. */
import { codeFor } from './decision.ts'

class LimitDecision extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form')!
    const code = this.querySelector('code')!
    const said = this.querySelector('[role="status"]')!
    const show = () => {
      const answers = new FormData(form)
      const yes = (name: string) => answers.has(name)
      const patience = yes('waits') ? Math.min(86_400, Math.max(0.1, Number(answers.get('patience')) || 10)) : 0
      code.textContent = codeFor({
        patience,
        shared: yes('shared'),
        pauses: yes('pauses'),
        whole: yes('whole'),
        network: yes('network'),
        vanish: yes('vanish'),
      })
      said.textContent = ''
    }
    form.addEventListener('input', show)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      navigator.clipboard.writeText(code.textContent).then(
        () => {
          said.textContent = 'Copied.'
        },
        () => {
          said.textContent = 'This browser does not let the page copy: select the code.'
        },
      )
    })
    show()
  }
}

customElements.define('limit-decision', LimitDecision)

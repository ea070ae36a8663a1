/** What an exercise adds to an example: Check, what it says, and whether the exercise is solved. */
import type { Judgement } from '../messages/run.ts'
import { progress } from './progress.ts'
import { disable } from './toolbar.ts'

export class ExerciseView {
  /** The program that judges. */
  readonly check: string
  readonly button: HTMLButtonElement
  readonly #root: HTMLElement
  readonly #id: string
  readonly #judgement: HTMLElement

  /** Null if the example is no exercise. `id` is the one under which it is kept that it is solved. */
  static of(root: HTMLElement, id: string): ExerciseView | null {
    const button = root.querySelector<HTMLButtonElement>('[data-part="check"]')
    return button && new ExerciseView(root, id, button)
  }

  private constructor(root: HTMLElement, id: string, button: HTMLButtonElement) {
    this.button = button
    this.#root = root
    this.#id = id
    this.#judgement = root.querySelector('[data-part="judgement"]')!
    this.check = root.querySelector<HTMLTemplateElement>('template[data-part="check-program"]')!.content.textContent
    root.toggleAttribute('solved', progress.has(id))
  }

  set busy(busy: boolean) {
    disable(this.button, busy)
  }

  /** Null: nothing has been checked. */
  show(judgement: Judgement | null): void {
    this.#judgement.textContent = judgement ? inWords(judgement) : ''
    if (!judgement) return
    this.#judgement.dataset['tag'] = judgement.tag
    if (judgement.tag !== 'passed') return
    this.#root.setAttribute('solved', '')
    progress.add(this.#id)
  }
}

export function inWords(judgement: Judgement): string {
  switch (judgement.tag) {
    case 'passed':
      return 'Solved.'
    case 'wrong':
      return `Not yet. ${judgement.words}`
    case 'broken':
      return `The check itself has failed, which says nothing about your program. ${judgement.words}`
  }
}

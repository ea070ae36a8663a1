/** The knobs of an example: moving one rewrites the value in the code, and the run follows. What is typed into the code moves them, too. */

export interface KnobsOptions {
  readonly root: HTMLElement
  /** The program as it stands. */
  code(): string
  /** Puts another in its place. */
  rewrite(code: string): void
  /** The knob has come to rest. */
  moved(): void
}

type Control = HTMLInputElement | HTMLSelectElement

export class KnobsView {
  readonly #options: KnobsOptions
  readonly #knobs: readonly { readonly control: Control; readonly pattern: RegExp; readonly shown: HTMLElement | null }[]

  constructor(options: KnobsOptions) {
    this.#options = options
    this.#knobs = [...options.root.querySelectorAll<Control>('[data-knob]')].map((control) => ({
      control,
      pattern: new RegExp(control.dataset['knob']!),
      shown: control.parentElement!.querySelector('output'),
    }))
  }

  listen(signal: AbortSignal): void {
    for (const { control, pattern } of this.#knobs) {
      const turn = () => this.#options.rewrite(this.#options.code().replace(pattern, () => control.value))
      control.addEventListener('input', turn, { signal })
      control.addEventListener('change', () => this.#options.moved(), { signal })
    }
  }

  /** The code is another: the knobs show its values. One whose value is no longer there can do nothing. */
  follow(): void {
    const code = this.#options.code()
    for (const { control, pattern, shown } of this.#knobs) {
      const value = pattern.exec(code)?.[1]
      control.disabled = value === undefined
      if (value !== undefined) control.value = value
      if (shown) shown.textContent = value === undefined ? '–' : `${value} ${control.dataset['unit'] ?? ''}`
    }
  }
}

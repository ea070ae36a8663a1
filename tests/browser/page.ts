/** A page as the tests speak of it: parts of it, found by CSS, are looked at and waited for from inside, and pressed from outside. */
import type { Tab } from './browsers/browser.ts'

/** The first run in a page downloads and starts everything, on a busy machine. */
const WAIT_MS = 120_000

/** What a function in the page can be given, and can answer with. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

type Truthy<T> = Exclude<T, false | null | undefined>

export class Page {
  readonly tab: Tab

  constructor(tab: Tab) {
    this.tab = tab
  }

  /** The first element that matches, each time anew. */
  find = (selector: string) => new Part(this, selector)

  /** `Control+a`: a key while others are held. */
  press = (keys: string) => this.tab.press(keys.split('+'))

  async type(text: string): Promise<void> {
    for (const character of text) await this.tab.press([character])
  }

  /** Calls a function in the page; it sees nothing of the test but its arguments. */
  evaluate<A extends Json[], R>(call: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return this.run(String(call), args) as Promise<Awaited<R>>
  }

  /** `call` is the source of such a function. */
  async run(call: string, args: readonly Json[]): Promise<unknown> {
    const result = await this.tab.evaluate(`(async () => JSON.stringify(await (${call})(...${JSON.stringify(args)})))()`)
    return result === undefined ? undefined : JSON.parse(result)
  }
}

/** An element, there or to come. */
export class Part {
  readonly #page: Page
  readonly #selector: string

  constructor(page: Page, selector: string) {
    this.#page = page
    this.#selector = selector
  }

  find = (selector: string) => new Part(this.#page, `${this.#selector} ${selector}`)

  /** Calls a function in the page with the element. */
  evaluate<E extends Element, A extends Json[], R>(call: (element: E, ...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const source = `(selector, ...args) => {
      const element = document.querySelector(selector)
      if (!element) throw new Error('There is no ' + selector)
      return (${call})(element, ...args)
    }`
    return this.#page.run(source, [this.#selector, ...args]) as Promise<Awaited<R>>
  }

  /** Waits until the element is there and the function answers with something that counts as true, which is the answer. */
  async until<E extends Element, A extends Json[], R>(call: (element: E, ...args: A) => R, ...args: A): Promise<Truthy<Awaited<R>>> {
    const source = `async (selector, ms, ...args) => {
      for (const until = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 10))) {
        const element = document.querySelector(selector)
        const found = element && await (${call})(element, ...args)
        if (found) return found
        if (Date.now() > until) throw new Error('Waited in vain at ' + selector + ', which is ' + element?.outerHTML.slice(0, 2000))
      }
    }`
    return this.#page.run(source, [this.#selector, WAIT_MS, ...args]) as Promise<Truthy<Awaited<R>>>
  }

  appears = () => this.until(() => true)

  /** Until none matches. */
  async vanishes(): Promise<void> {
    await new Part(this.#page, `:root:not(:has(${this.#selector}))`).appears()
  }

  /** Until it contains the text; it need not be seen. */
  says = (text: string) => this.until((element, wanted) => element.textContent.includes(wanted), text)

  /** The text as the page has it, seen or not. */
  text = () => this.evaluate((element) => element.textContent)

  /** Of all that match. */
  texts = () => this.#all((elements) => elements.map((element) => element.textContent))

  count = () => this.#all((elements) => elements.length)

  attribute = (name: string) => this.evaluate((element, of) => element.getAttribute(of), name)

  isVisible = () =>
    this.evaluate((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0)

  focus = () => this.evaluate((element: HTMLElement) => element.focus())

  /** Once its middle can be seen and is not covered. From inside the page: what lies below an example that runs moves about. */
  async click(): Promise<void> {
    await this.until((element: HTMLElement) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      const { left, top, width, height } = element.getBoundingClientRect()
      const hit = element.contains(document.elementFromPoint(left + width / 2, top + height / 2))
      if (hit) element.click()
      return hit
    })
  }

  /** With the pointer, near its corner. */
  async point(): Promise<void> {
    const { x, y } = await this.evaluate((element) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      const { left, top } = element.getBoundingClientRect()
      return { x: left + 9, y: top + 9 }
    })
    await this.#page.tab.click(x, y)
  }

  #all<R>(call: (elements: Element[]) => R): Promise<R> {
    return this.#page.run(`(selector) => (${call})([...document.querySelectorAll(selector)])`, [this.#selector]) as Promise<R>
  }
}

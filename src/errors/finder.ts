/** `<error-finder>`: looks up what is pasted among the entries that the page has brought along. Nothing is sent anywhere. */
import { type Answer, type Known, Matcher, type SqlstateClass } from './match.ts'

/** An entry as the page has it. */
export interface Listed extends Known {
  readonly title: string
  readonly summary: string
}

/** What `<script type="application/json">` in the element holds. */
export interface Index {
  readonly entries: readonly Listed[]
  readonly classes: readonly SqlstateClass[]
  /** What SQLSTATEs with these two characters are about. */
  readonly families: Readonly<Record<string, string>>
}

/** A little later than the last key, so that typing stays quick. */
const PAUSE_MS = 120
/** So many characters of a paste the field shows: laying out a megabyte of lines would hold up the page for seconds. */
const SHOWN = 20_000

class ErrorFinder extends HTMLElement {
  #listeners = new AbortController()
  #index: Index | null = null
  #matcher: Matcher | null = null
  #timer = 0

  connectedCallback(): void {
    this.#listeners.abort()
    this.#listeners = new AbortController()
    const { signal } = this.#listeners
    const field = this.querySelector('textarea')!
    field.addEventListener(
      'input',
      () => {
        clearTimeout(this.#timer)
        this.#timer = window.setTimeout(() => this.#show(field.value), PAUSE_MS)
      },
      { signal },
    )
    field.addEventListener(
      'paste',
      (event) => {
        const text = event.clipboardData?.getData('text/plain') ?? ''
        if (text.length <= SHOWN) return
        event.preventDefault()
        field.value = text.slice(0, SHOWN)
        this.#show(
          text,
          ` The field shows the first ${SHOWN.toLocaleString('en')} of its ${text.length.toLocaleString('en')} characters; all were looked at.`,
        )
      },
      { signal },
    )
    // What a browser has kept of an earlier visit
    if (field.value !== '') this.#show(field.value)
  }

  disconnectedCallback(): void {
    this.#listeners.abort()
    clearTimeout(this.#timer)
  }

  #ready(): { index: Index; matcher: Matcher } {
    this.#index ??= JSON.parse(this.querySelector('script[type="application/json"]')!.textContent!) as Index
    this.#matcher ??= new Matcher(this.#index.entries, this.#index.classes)
    return { index: this.#index, matcher: this.#matcher }
  }

  /** `note` is added to what is said of the answer. */
  #show(text: string, note = ''): void {
    clearTimeout(this.#timer)
    const status = this.querySelector('[role="status"]')!
    const list = this.querySelector('ul')!
    if (text.trim() === '') {
      status.textContent = ''
      list.replaceChildren()
      return
    }
    const { index, matcher } = this.#ready()
    const answer = matcher.match(text)
    const found = answer.slugs.map((slug) => index.entries.find((entry) => entry.slug === slug)!)
    status.textContent = say(answer) + note
    list.replaceChildren(
      ...found.map(({ slug, title, summary }) => item(`${slug}/`, title, summary)),
      ...(found.length > 0 ? [] : answer.sqlstates.map((one) => ofSqlstate(one, index))),
    )
  }
}

function say({ slugs, sqlstates }: Answer): string {
  if (slugs.length === 1) return 'One entry fits.'
  if (slugs.length > 1) return `${slugs.length} entries fit. What stands first in the text is mostly the cause of the rest.`
  if (sqlstates.length > 0) return 'This message is not known here. Its SQLSTATE says this much:'
  return 'Not known here. The list below has all the messages that are. If the text names a SQLSTATE or a class of psycopg2.errors, paste that, too.'
}

function ofSqlstate({ sqlstate, name, base }: Answer['sqlstates'][number], { families }: Index): HTMLLIElement {
  const family = families[sqlstate.slice(0, 2)]
  const what = name ? `psycopg2.errors.${name}, which is a kind of ${base}.` : 'psycopg2 has no class of its own for it.'
  return item(`../reference/sqlstates/#${sqlstate.slice(0, 2).toLowerCase()}`, sqlstate, family ? `${what} Its family: ${family}.` : what)
}

function item(address: string, title: string, summary: string): HTMLLIElement {
  const entry = document.createElement('li')
  const link = document.createElement('a')
  const text = document.createElement('span')
  link.href = address
  link.textContent = title
  text.textContent = summary
  entry.append(link, text)
  return entry
}

customElements.define('error-finder', ErrorFinder)

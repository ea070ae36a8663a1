/** `<site-search>`: opens the dialog, fetches Pagefind and what is known of questions on first use, lists what they find. */
interface Found {
  readonly url: string
  readonly excerpt: string
  readonly meta: { readonly title: string }
  readonly sub_results: readonly { readonly title: string; readonly url: string; readonly excerpt: string }[]
}

interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>
  /** Null if a later search has begun meanwhile. */
  debouncedSearch(
    words: string,
    options: object,
    pauseMs: number,
  ): Promise<{ readonly results: readonly { data(): Promise<Found> }[] } | null>
}

const PAGES = 6
/** A little later than the last key, so that typing stays quick. */
const PAUSE_MS = 120
/** Scripts are in `/_astro/`, whatever path the site is under. */
const root = new URL('../', import.meta.url)

let index: Promise<Pagefind> | null = null

/** Fetches once; what failed is fetched again the next time. */
function pagefind(): Promise<Pagefind> {
  if (index === null) {
    index = load()
    index.catch(() => {
      index = null
    })
  }
  return index
}

async function load(): Promise<Pagefind> {
  const address = new URL('pagefind/pagefind.js', root).href
  const pagefind: Pagefind = await import(/* @vite-ignore */ address)
  await pagefind.options({ baseUrl: root.pathname })
  return pagefind
}

class SiteSearch extends HTMLElement {
  connectedCallback(): void {
    if (this.dataset['connected'] !== undefined) return
    this.dataset['connected'] = ''
    const dialog = this.querySelector('dialog')!
    const input = this.querySelector('input')!
    const open = () => {
      dialog.showModal()
      input.focus()
      void pagefind().catch(() => {})
    }
    this.querySelector('[data-open]')!.addEventListener('click', open)
    input.addEventListener('input', () => this.#search(input.value))
    // Enter in the field goes to the first result instead of closing the dialog.
    this.querySelector('form')!.addEventListener('submit', (event) => {
      if (event.submitter === null || document.activeElement === input) {
        event.preventDefault()
        this.querySelector<HTMLAnchorElement>('ul a')?.click()
      }
    })
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog || (event.target as Element).closest('a')) dialog.close()
    })
    addEventListener('keydown', (event) => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      event.preventDefault()
      if (dialog.open) dialog.close()
      else open()
    })
  }

  async #search(words: string): Promise<void> {
    const status = this.querySelector('p')!
    const list = this.querySelector('ul')!
    if (words.trim() === '') {
      status.textContent = ''
      list.replaceChildren()
      return
    }
    try {
      const { answers, tellingWords } = await import('./answers.ts')
      const found = await (await pagefind()).debouncedSearch(tellingWords(words).join(' '), {}, PAUSE_MS)
      if (found === null) return
      const pages = await Promise.all(found.results.slice(0, PAGES).map((result) => result.data()))
      const known = (await answers(words, root)).map(({ address, title, text }) => ({
        title,
        url: new URL(address, root).href,
        excerpt: text,
      }))
      if (words !== this.querySelector('input')!.value) return
      status.textContent =
        pages.length + known.length === 0
          ? `Nothing found for “${words}”.`
          : `${found.results.length === 1 ? 'One page' : `${found.results.length} pages`} found.`
      const others = pages.filter(({ url }) => !known.some((one) => one.url === new URL(url, location.href).href))
      list.replaceChildren(
        ...known.map(item),
        ...others.flatMap((page) => (page.sub_results.length > 0 ? page.sub_results : [{ ...page, title: page.meta.title }])).map(item),
      )
      list.dataset['for'] = words
    } catch {
      status.textContent = 'The search index could not be fetched. Try again.'
    }
  }
}

function item({ title, url, excerpt }: { readonly title: string; readonly url: string; readonly excerpt: string }): HTMLLIElement {
  const entry = document.createElement('li')
  const link = document.createElement('a')
  const heading = document.createElement('strong')
  const text = document.createElement('span')
  link.href = url
  heading.textContent = title
  text.append(...excerptNodes(excerpt))
  link.append(heading, text)
  entry.append(link)
  return entry
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }

/** Pagefind gives HTML: text in which a few characters are escaped, and its own <mark>. All else is shown as it is written. */
function excerptNodes(excerpt: string): (Node | string)[] {
  return excerpt.split(/<mark>(.*?)<\/mark>/s).map((part, index) => {
    const text = part.replace(/&(lt|gt|amp|quot|#39);/g, (_, name) => ENTITIES[name]!)
    if (index % 2 === 0) return text
    const mark = document.createElement('mark')
    mark.textContent = text
    return mark
  })
}

customElements.define('site-search', SiteSearch)

/** What people ask leads to the page that answers it: first among what the search finds, and by two links from the start page. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { QUESTIONS } from './questions.ts'
import { open } from './site.ts'

describe('of the pages found', () => {
  let first: readonly string[]

  /** Asks everything in one page: the index is fetched once. */
  beforeAll(async () => {
    const page = await open('')
    await page.find('site-search [data-open]').click()
    first = await page.find('site-search').evaluate(
      async (search: HTMLElement, questions) => {
        const input = search.querySelector('input')!
        const list = search.querySelector('ul')!
        const found: string[] = []
        for (const question of questions) {
          const shown = new Promise<void>((resolve) => {
            const observer = new MutationObserver(() => {
              if (list.dataset['for'] !== question) return
              observer.disconnect()
              resolve()
            })
            observer.observe(list, { attributes: true, attributeFilter: ['data-for'] })
          })
          input.value = question
          input.dispatchEvent(new Event('input', { bubbles: true }))
          await shown
          found.push(list.querySelector('a')?.href ?? 'nothing')
        }
        return found
      },
      QUESTIONS.map(([question]) => question),
    )
  })

  test.each(QUESTIONS.map(([question, address], index) => [question, address, index] as const))(
    '“%s”: %s is the first',
    (_question, address, index) => expect(first[index]).toMatch(new RegExp(`/${address}(#.*)?$`)),
  )
})

describe('from the start page', () => {
  /** The pages that a page links to, in the text or at its side. */
  const linked = (address: string): string[] => {
    const file = path.join('dist', address, 'index.html')
    if (!existsSync(file)) return []
    const base = new URL(address, 'http://site/')
    return Array.from(readFileSync(file, 'utf8').matchAll(/<a [^>]*?href="([^"#]+)/g), ([, href]) => new URL(href!, base))
      .filter(({ host }) => host === base.host)
      .map(({ pathname }) => pathname.slice(1))
  }
  const once = linked('')
  const twice = new Set([...once, ...once.flatMap(linked)])

  test.each(QUESTIONS)('the answer to “%s” is two presses away: %s', (_question, address) => {
    expect(twice).toContain(address)
  })
})

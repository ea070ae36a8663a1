/** What a question leads to before any page is searched: the entries of `/errors/` whose text is in it, and signposts. */
import type { KnownErrors } from '../errors/known.ts'
import { Matcher } from '../errors/match.ts'
import { tellingWords } from './search-words.ts'
import { type Signpost, signposts } from './signposts.ts'

export { tellingWords }

export type Answer = Pick<Signpost, 'address' | 'title' | 'text'>

let errors: Promise<(question: string) => Answer[]> | null = null

/** `root` is the site's. What could not be fetched is fetched again the next time. */
export async function answers(question: string, root: URL): Promise<Answer[]> {
  errors ??= matcher(new URL('errors/entries.json', root))
  errors.catch(() => {
    errors = null
  })
  const leads = signposts(question)
  const entries = (await errors)(question)
  // The text of an error may be part of a question that is about more, or all that a signpost needs
  const all = (leads[0]?.fits ?? 0) >= tellingWords(question).length
  const posts = leads.map(({ signpost }) => signpost)
  const found = all ? [...posts, ...entries] : [...entries, ...posts]
  return found.filter(({ address }, index) => found.findIndex((other) => other.address === address) === index)
}

async function matcher(address: URL): Promise<(question: string) => Answer[]> {
  const { entries }: KnownErrors = await (await fetch(address)).json()
  const known = new Matcher(entries, [])
  return (question) =>
    known.match(question).slugs.map((slug) => {
      const { title, summary } = entries.find((entry) => entry.slug === slug)!
      return { address: `errors/${slug}/`, title, text: summary }
    })
}

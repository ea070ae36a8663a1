/**
 * What a page says without proof. A chapter is a page that ends with lines to remember, and an overview one with what to write; an entry of
 * `/errors/` says why its message comes; "How it works" is about this site itself.
 */
const END = '\n## To remember\n'
/** What a section rests on: something that runs or was recorded, a fact with its proof, or advice. */
const GROUND = /<(?:Claim|Advice|LiveExample|Recording|Exercise|Decision)\b/
const CLAIM = /<Claim\b/

/** The first fault of the page with this name, as a sentence; null if there is none. `seen`: it was not raised here, and says where it was. */
export function unclaimed(body: string, page = '', seen = false): string | null {
  if (page === 'how-it-works') return bareBlock(body)
  if (page.startsWith('errors/')) return bareEntry(body, seen)
  const [, toWrite] = body.split('\n## What to write instead\n')
  if (toWrite !== undefined) return bareLine(toWrite, /^\d+\. .*$/gm)
  if (!body.includes(END)) return null
  const [text, remembered] = body.split(END) as [string, string]
  if (!text.includes('<Claim ')) return 'the chapter makes no claim before its lines to remember: give its facts a <Claim>.'
  for (const [title, section] of sectionsOf(text))
    if (!GROUND.test(section)) return `the section "${title}" has nothing that proves it: give it a <Claim>, or call it <Advice>.`
  return bareLine(remembered, /^- .*$/gm)
}

const sectionsOf = (text: string): [title: string, section: string][] =>
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0]!, section.slice(section.indexOf('\n'))])

function bareLine(list: string, lines: RegExp): string | null {
  const bare = (list.match(lines) ?? []).find((line) => !/<(?:Claim|Advice)\b/.test(line))
  return bare ? `"${bare}" is neither a <Claim> nor <Advice>.` : null
}

/**
 * Why a message comes is a fact, what to do is advice by its name; and what not to do is advice as long as it is one sentence: the next ones
 * say why, so they need a proof or the word that they are an opinion.
 */
function bareEntry(body: string, seen: boolean): string | null {
  for (const [title, section] of sectionsOf(body)) {
    if (title === 'Why, and how to tell' && !seen && !CLAIM.test(section)) return `the section "${title}" has no <Claim>.`
    const reasons = title === 'What not to do' ? (section.match(/^- .*[.!?] .*$/gm) ?? []) : []
    const bare = reasons.find((line) => !/<(?:Claim|Advice)\b/.test(line))
    if (bare) return `"${bare}" gives a reason that is neither a <Claim> nor <Advice>.`
  }
  return null
}

/** Each paragraph, each item of a list and each row of a table that is under its head. */
function bareBlock(body: string): string | null {
  const blocks = body
    .replaceAll(/^(```).*?^\1$/gms, '')
    .split(/\n\n+/)
    .map((block) => block.trim())
    .flatMap((block) => {
      if (/^(?:#|import )/.test(block)) return []
      if (block.startsWith('|')) return block.split('\n').slice(2)
      return /^(?:-|\d+\.) /.test(block) ? block.split(/\n(?=(?:-|\d+\.) )/) : [block]
    })
    .filter((block) => block !== '')
  const bare = blocks.find((block) => !GROUND.test(block))
  return bare ? `"${bare}" has nothing that proves it: give it a <Claim>, or call it <Advice>.` : null
}

/** What a page says without proof. A chapter is a page that ends with lines to remember, and an overview one with what to write. */
const END = '\n## To remember\n'
/** What a section rests on: something that runs or was recorded, a fact with its proof, or advice. */
const GROUND = /<(?:Claim|Advice|LiveExample|Recording|Exercise|Decision)\b/

/** The first fault, as a sentence; null if there is none. */
export function unclaimed(body: string): string | null {
  const [, toWrite] = body.split('\n## What to write instead\n')
  if (toWrite !== undefined) return bareLine(toWrite, /^\d+\. .*$/gm)
  if (!body.includes(END)) return null
  const [text, remembered] = body.split(END) as [string, string]
  if (!text.includes('<Claim ')) return 'the chapter makes no claim before its lines to remember: give its facts a <Claim>.'
  for (const section of text.split(/^## /m).slice(1))
    if (!GROUND.test(section))
      return `the section "${section.split('\n')[0]}" has nothing that proves it: give it a <Claim>, or call it <Advice>.`
  return bareLine(remembered, /^- .*$/gm)
}

function bareLine(list: string, lines: RegExp): string | null {
  const bare = (list.match(lines) ?? []).find((line) => !/<(?:Claim|Advice)\b/.test(line))
  return bare ? `"${bare}" is neither a <Claim> nor <Advice>.` : null
}

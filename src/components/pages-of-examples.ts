/** The page that shows an example, or `recordings/ID`: a chapter before an entry of /errors/, and both before the start page. */
const sources = import.meta.glob<string>('../content/docs/**/*.mdx', { query: '?raw', import: 'default', eager: true })

const rank = (file: string) => (file.endsWith('/docs/index.mdx') ? 2 : file.includes('/errors/') ? 1 : 0)

const pages = new Map<string, string>()
for (const [file, text] of Object.entries(sources).toSorted(([one], [other]) => rank(one) - rank(other)))
  for (const [, kind, name] of text.matchAll(/^<(LiveExample|Exercise|Recording) id="([^"]+)"/gm)) {
    const id = kind === 'Recording' ? `recordings/${name}` : name!
    if (!pages.has(id)) pages.set(id, file.replace(/^.*\/docs\/|(\/?index)?\.mdx$/g, ''))
  }

export const pageOfExample = (id: string): string | undefined => pages.get(id)

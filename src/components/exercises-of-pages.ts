/** Which exercises each page has, by the page's address. */
const sources = import.meta.glob<string>('../content/docs/**/*.mdx', { query: '?raw', import: 'default', eager: true })

export const exercisesOfPages: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(sources).flatMap(([file, text]) => {
    const ids = Array.from(text.matchAll(/^<Exercise id="([^"]+)"/gm), ([, id]) => id!)
    return ids.length > 0 ? [[file.replace(/^.*\/docs\/|(\/index)?\.mdx$/g, ''), ids]] : []
  }),
)

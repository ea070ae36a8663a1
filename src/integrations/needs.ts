/** What files of the built site ask for at once. */
import path from 'node:path'

/** The scripts and styles that a page or a script names, by their paths below the site's root. Not what a script may import later. */
export function needs(file: string, text: string): string[] {
  const found =
    path.extname(file) === '.html'
      ? [...text.matchAll(/_astro\/[\w.-]+/g)].map(([name]) => name)
      : [...text.matchAll(/\b(?:from|import)\s*["']\.\/([\w.-]+)["']/g)].map(([, name]) => `_astro/${name}`)
  return [...new Set(found)]
}

/** A version of the site: its files by their paths, as the build lists them. Pure. */

export interface SiteFile {
  /** See digest.ts. */
  readonly digest: string
  /** The paths of what it asks for at once. */
  readonly needs?: readonly string[]
}

export interface Version {
  /** A page's path ends with a slash, but for the first one's, which is empty. */
  readonly files: Readonly<Record<string, SiteFile>>
}

/** The file in which the build lists a version; it is named by its own digest. */
export const listName = (id: string): string => `version-${id}.json`

/** `scope` is the address of the site. Null: the address is not below it. */
export function pathOf(address: string, scope: string): string | null {
  const { origin, pathname } = new URL(address)
  const site = new URL(scope)
  if (origin !== site.origin || !pathname.startsWith(site.pathname)) return null
  return pathname.slice(site.pathname.length).replace(/(^|\/)index\.html$/, '$1')
}

/** Whether its name says what is in it, so that one of another version is never mistaken for it. */
export const isNamedByContent = (path: string): boolean => /^(_astro|lab)\//.test(path)

/** One of those that every run needs, some of them large. */
export const isEngineFile = (path: string): boolean => path.startsWith('lab/') && !path.endsWith('.file')

/** Without what in its name comes from its content: what it is called in every version. */
const nameOf = (path: string): string => path.replace(/^lab\/[^/]+\//, 'lab/').replace(/^(_astro\/.+)[.-][\w-]{8}(\.\w+)$/, '$1$2')

/** What takes the place of files of another version. */
export function successors({ files }: Version, paths: Iterable<string>): string[] {
  const names = new Set([...paths].map(nameOf))
  return Object.keys(files).filter((path) => names.has(nameOf(path)))
}

/** With all that they need. What is not of this version is left out. */
export function withNeeds({ files }: Version, paths: Iterable<string>): string[] {
  const found = new Set<string>()
  const add = (path: string) => {
    const file = files[path]
    if (!file || found.has(path)) return
    found.add(path)
    file.needs?.forEach(add)
  }
  for (const path of paths) add(path)
  return [...found]
}

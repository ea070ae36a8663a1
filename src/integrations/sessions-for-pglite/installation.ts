/**
 * What PostgreSQL is installed with. PGlite packs it into one file, pglite.data, whose parts its loader lists and writes one by one at the
 * start. Here it becomes a tree, without what only initdb, pg_regress and builds of extensions need, and the loader's list becomes empty.
 */
import type { FileTree } from '../../postgres/machine/file-tree.ts'
import { LIBRARIES } from '../../postgres/machine/libraries.ts'
import { expectCount, only } from './find.ts'
import { patchPlpgsql } from './patch-plpgsql.ts'

const ROOT = '/pglite/'
const LIBRARY = /^lib\/postgresql\/(\w+)\.so$/

/** Paths below /pglite of what a running server may open. */
const OPENED = [/^bin\/postgres$/, /^icu\/icudt/, /^share\/postgresql\/(extension|timezone|timezonesets|tsearch_data)\//]

/** By their paths below /pglite. `loader` is pglite.js. */
export function installationOf(data: Uint8Array, loader: string): FileTree {
  const listed = [
    ...loader.matchAll(/filename:"([^"]+)",start:(\d+),end:(\d+)/g),
    ...loader.matchAll(/"filename":"([^"]+)","start":(\d+),"end":(\d+)/g),
  ]
  const files = new Map<string, Uint8Array>()
  for (const [, name = '', start, end] of listed) {
    if (!name.startsWith(ROOT)) continue
    const path = name.slice(ROOT.length)
    const library = LIBRARY.exec(path)?.[1]
    if (library ? !LIBRARIES.includes(library) : !OPENED.some((pattern) => pattern.test(path))) continue
    const contents = data.slice(Number(start), Number(end))
    files.set(path, library === 'plpgsql' ? patchPlpgsql(contents) : contents)
  }
  expectCount(
    'libraries of PostgreSQL',
    [...files.keys()].filter((path) => LIBRARY.test(path)),
    LIBRARIES.length,
  )
  return { folders: foldersOf(files.keys()), files }
}

function foldersOf(paths: Iterable<string>): string[] {
  const folders = new Set<string>()
  for (const path of paths) for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) folders.add(path.slice(0, end))
  return [...folders]
}

/** `loader` without its list of files, and without the folders for them. */
export function withoutPackage(loader: string): string {
  const list = only('the list of packed files', [
    ...loader.matchAll(/\{files:\[(?:\{filename:"[^"]+",start:\d+,end:\d+\},?)+\],remote_package_size:\d+\}/g),
  ])
  return loader.replace(list[0], '{files:[],remote_package_size:0}').replaceAll(/Module\["FS_createPath"\]\("\/pglite[^)]*\);/g, '')
}

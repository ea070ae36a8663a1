/** What a page downloads for Python at first: the files that it reads when it starts, the sizes of all of them, and its lock file. */
import { readArchive } from '../postgres/machine/archive.ts'
import { PythonFiles } from '../python/host/files/python-files.ts'

/** Beside the files, whose paths have a folder. */
export const LOCK = 'lock.json'
export const SIZES = 'sizes.json'

/** `fetch` gets one of the other files: see `PythonFiles`. */
export function readPythonArchive(archive: Uint8Array, fetch: (path: string) => Uint8Array): { files: PythonFiles; lock: string } {
  const contents = new Map(readArchive(archive).files)
  const take = (name: string) => {
    const text = new TextDecoder().decode(contents.get(name))
    contents.delete(name)
    return text
  }
  const sizes: Record<string, number> = JSON.parse(take(SIZES))
  return { lock: take(LOCK), files: new PythonFiles(new Map(Object.entries(sizes)), contents, fetch) }
}

/** The file that a request asks for. */
import { statSync } from 'node:fs'
import path from 'node:path'

/** The regular file below `folder` that the path of a URL names; null if there is none, or it lies elsewhere, or the path cannot be read. */
export function fileBelow(folder: string, url: string): string | null {
  try {
    const file = path.join(folder, decodeURIComponent(new URL(url, 'http://-').pathname))
    // With the separator: /a/bc does not lie in /a/b
    return file.startsWith(path.resolve(folder) + path.sep) && statSync(file).isFile() ? file : null
  } catch {
    return null
  }
}

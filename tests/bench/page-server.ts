/** Serves several folders as a static host does that lets browsers keep files: without that, nothing would ever be warm. */
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

/** `folders` by the first part of the path they are below. */
export async function servePages(folders: Readonly<Record<string, string>>): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((request, response) => {
    const [, first = '', ...rest] = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname).split('/')
    const folder = folders[first]
    const file = folder !== undefined && path.join(folder, ...rest, rest.at(-1) === '' ? 'index.html' : '')
    const found = file ? statSync(file, { throwIfNoEntry: false }) : undefined
    if (!file || !found?.isFile()) return void response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'content-length': found.size,
      'last-modified': found.mtime.toUTCString(),
      'cache-control': 'public, max-age=3600',
    })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/**
 * Serves a folder as any static host would, under some path. Tests may have it answer otherwise, which works in every browser.
 * Its one header has browsers report what pages and their workers ask of elsewhere.
 */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { json } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
}

export interface ServerOptions {
  readonly folder: string
  /** Begins and ends with a slash. */
  readonly prefix: string
  /** What comes first in every page. */
  readonly head: string
}

/** How it answers otherwise. */
interface Answers {
  /** Content in the place of a file. */
  replace?: (name: string) => string | undefined
  /** The connection breaks. */
  lose?: (name: string) => boolean
  /** What pages execute first. */
  script?: string
  /** A file in the format of public/_headers: what such a host sends besides. */
  headers?: string
  /** Browsers are told to run no script. */
  noScripts?: boolean
  /** Pages are sent as they were built, so that they have the digests that the build lists. */
  asBuilt?: boolean
}

export class StaticServer {
  answers: Answers = {}
  /** Files that are not there, and what was asked of elsewhere. */
  readonly faults: string[] = []
  /** What was sent, in order. */
  readonly sent: { readonly name: string; readonly body: Buffer }[] = []
  readonly #options: ServerOptions
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  constructor(options: ServerOptions) {
    this.#options = options
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${this.#options.prefix}`
  }

  async listen(): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening')
  }

  /** Until nothing has been asked for in a quarter of a second. */
  async idle(): Promise<void> {
    for (let before = -1; before !== this.sent.length; await pause(250)) before = this.sent.length
  }

  async close(): Promise<void> {
    const closed = once(this.#server.close(), 'close')
    this.#server.closeAllConnections()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { folder, prefix, head } = this.#options
    const { replace, lose, script, noScripts, asBuilt, headers = '' } = this.answers
    const name = decodeURIComponent(new URL(request.url!, 'http://host').pathname)
    if (name === `${prefix}report`) {
      const { 'csp-report': report } = (await json(request)) as { 'csp-report': Record<string, string> }
      this.faults.push(`asked for ${report['blocked-uri']}`)
      return void response.writeHead(204).end()
    }
    if (lose?.(name)) return void request.socket.destroy()
    const file = path.join(folder, name.slice(prefix.length), name.endsWith('/') ? 'index.html' : '')
    const replaced = replace?.(name)
    const found = replaced !== undefined ? Buffer.from(replaced) : name.startsWith(prefix) ? await readFile(file).catch(() => null) : null
    if (!found) {
      this.faults.push(`there is no ${name}`)
      return void response.writeHead(404).end()
    }
    const type = types[path.extname(file)] ?? 'application/octet-stream'
    const first = script === undefined ? head : `<script>${script}</script>${head}`
    const body = type.startsWith('text/html') && !asBuilt ? Buffer.from(String(found).replace('<head>', `<head>${first}`)) : found
    this.sent.push({ name, body })
    response.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      'content-security-policy-report-only': `default-src 'self' blob: data: 'unsafe-inline' 'unsafe-eval'; report-uri ${prefix}report`,
      ...headersFor(headers, name.slice(prefix.length - 1)),
      ...(noScripts && { 'content-security-policy': "script-src 'none'" }),
    })
    response.end(body)
  }
}

/** What a file in the format of public/_headers says for a path: lines with patterns, and below each, indented, headers. */
function headersFor(file: string, path: string): Record<string, string> {
  const found: Record<string, string> = {}
  let applies = false
  for (const line of file.split('\n')) {
    const header = /^\s+([^:]+):\s*(.*)$/.exec(line)
    if (header && applies) found[header[1]!.toLowerCase()] = header[2]!
    else if (!header && line.trim() !== '') applies = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line
  }
  return found
}

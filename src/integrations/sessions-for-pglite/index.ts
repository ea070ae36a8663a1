/**
 * The Astro integration: builds the server, and serves its files below `path`, in development as in the built site. Scripts know by
 * `import.meta.env.ENGINE_FILES` which files there are: those of one build never ask for another's.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { AS_READ } from './as-read.ts'
import { type Prepared, prepareDownloads } from './downloads.ts'
import { fileBelow } from './file-below.ts'

export interface Options {
  /** Below the site's root, e.g. `lab`. */
  readonly path: string
  /** Further files for the same download, by name. */
  readonly files?: ReadonlyMap<string, Uint8Array>
  /** Files that are fetched one by one when they are needed, and are left as they are. */
  readonly asRead?: ReadonlyMap<string, Uint8Array>
  /** The name of an archive of those, if there is to be one. */
  readonly archive?: string
}

const TYPES: Readonly<Record<string, string>> = { '.mjs': 'text/javascript' }

export function sessionsForPGlite(options: Options): AstroIntegration {
  let ready: Promise<Prepared> | undefined
  const prepare = (log: (line: string) => void) => {
    ready ??= (async () => {
      const engine = await buildInChild(log)
      const files = new Map([...filesIn(engine), ...(options.files ?? [])])
      const asRead = new Map([...filesIn(path.join(engine, AS_READ)), ...(options.asRead ?? [])])
      return prepareDownloads(files, asRead, path.join(path.dirname(engine), 'downloads'), options.archive)
    })()
    return ready
  }
  return {
    name: 'sessions-for-pglite',
    hooks: {
      'astro:config:setup': async ({ logger, updateConfig }) => {
        const { folder, files, archive } = await prepare((line) => logger.info(line))
        updateConfig({ vite: { define: { 'import.meta.env.ENGINE_FILES': JSON.stringify({ folder, files, archive }) } } })
      },
      'astro:server:setup': async ({ server, logger }) => {
        const { path: folder } = await prepare((line) => logger.info(line))
        server.middlewares.use(`/${options.path}/`, (request, response, next) => {
          const file = fileBelow(folder, request.url ?? '/')
          if (file === null) return next()
          response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream')
          createReadStream(file).pipe(response)
        })
      },
      'astro:build:done': async ({ dir, logger }) => {
        const { path: folder } = await prepare((line) => logger.info(line))
        await cp(folder, path.join(fileURLToPath(dir), options.path), { recursive: true })
      },
    },
  }
}

/** Without those in folders below. */
function filesIn(folder: string): Map<string, Uint8Array> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(files.map(({ name }) => [name, new Uint8Array(readFileSync(path.join(folder, name)))]))
}

/** See command.ts. */
async function buildInChild(log: (line: string) => void): Promise<string> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'command.ts')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let folder = ''
  let complaint = ''
  child.stdout.on('data', (text) => {
    folder += text
  })
  child.stderr.on('data', (text) => {
    complaint += text
    log(String(text).trim())
  })
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(complaint)
  return folder.trim()
}

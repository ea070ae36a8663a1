/**
 * Lets the site work without a network: has each page register the service worker, builds that as one script, and lists what this version of
 * the site consists of.
 */
import { createHash } from 'node:crypto'
import { glob, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { listName, type SiteFile } from '../offline/version.ts'
import { needs } from './needs.ts'

const SCRIPT = 'service-worker.js'
/** Read by hosts and by those who link to a page, or shown in the place of other pages. */
const NOT_LISTED = new Set([SCRIPT, '_headers', '404.html', 'og'])

/** A page that a service worker of the built site has kept would hide the one that is being written: in development it removes itself. */
const REMOVES_ITSELF = `
addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('psycopg2-lab ')) await caches.delete(name)
  await registration.unregister()
  for (const client of await clients.matchAll()) client.navigate(client.url)
})()))
`

/** As the browser computes it: see offline/digest.ts. */
const digest = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex').slice(0, 16)

/** So that a script can be found in the next version: a recording of events is called by its example. */
function chunkFileNames({ name, facadeModuleId }: { readonly name: string; readonly facadeModuleId: string | null }): string {
  const recording = /\/examples\/([^/]+)\/([^/]+)\/events\.json$/.exec(facadeModuleId ?? '')
  return `_astro/${(recording ? `events-${recording[1]}-${recording[2]}` : name).replaceAll(/[^\w.-]/g, '_')}.[hash].js`
}

async function listFiles(root: string): Promise<Record<string, SiteFile>> {
  const files: Record<string, SiteFile> = {}
  for await (const { parentPath, name } of glob('**/*', { cwd: root, withFileTypes: true, exclude: ({ name }) => NOT_LISTED.has(name) })) {
    const full = path.join(parentPath, name)
    const content = await readFile(full).catch(() => null)
    if (!content) continue // it is a folder
    const file = path.relative(root, full).split(path.sep).join('/')
    const needed = /^_astro\/.*\.js$|\.html$/.test(file) ? needs(file, String(content)) : []
    files[file.replace(/(^|\/)index\.html$/, '$1')] = { digest: digest(content), ...(needed.length > 0 && { needs: needed }) }
  }
  return files
}

export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:config:setup': ({ injectScript, updateConfig, command }) => {
        injectScript('page', `import { keepWhatIsUsed } from '/src/live/keeping.ts'; keepWhatIsUsed()`)
        if (command !== 'build') return
        const emitted = {
          name: 'service-worker',
          applyToEnvironment: ({ name }: { name: string }) => name === 'client',
          buildStart(this: { emitFile(file: object): void }) {
            this.emitFile({ type: 'chunk', id: '/src/offline/service-worker.ts', fileName: SCRIPT })
          },
        }
        const build = { rolldownOptions: { output: { chunkFileNames } } }
        updateConfig({ vite: { plugins: [emitted], environments: { client: { build } } } })
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(`/${SCRIPT}`, (_request, response) => {
          response.setHeader('content-type', 'text/javascript').end(REMOVES_ITSELF)
        })
      },
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        const list = JSON.stringify({ files: await listFiles(root) })
        const id = digest(list)
        await writeFile(path.join(root, listName(id)), list)
        const script = await readFile(path.join(root, SCRIPT), 'utf8')
        if (/\b(import|export)\b\s*[{"'*]/.test(script))
          throw new Error(`${SCRIPT} shares a script with the pages: it must have all in itself.`)
        await writeFile(path.join(root, SCRIPT), script.replace('__VERSION__', id))
      },
    },
  }
}

/** Has browsers ask for what a page's scripts import together with the scripts, and not once these have come. */
import { glob, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { needs } from './needs.ts'

const SCRIPT = /<script type="module" src="([^"]*)(_astro\/[\w.-]+\.js)"/g

/** `read` gives the text of a script of the site. */
export async function withPreloads(html: string, read: (script: string) => Promise<string>): Promise<string> {
  const scripts = [...html.matchAll(SCRIPT)]
  const first = scripts[0]
  if (!first) return html
  const named = new Set(scripts.map(([, , script]) => script!))
  const found = new Set(named)
  // It grows while it is gone through
  for (const script of found) for (const imported of needs(script, await read(script))) found.add(imported)
  const links = [...found].slice(named.size).map((script) => `<link rel="modulepreload" href="${first[1]}${script}">`)
  return html.slice(0, first.index) + links.join('') + html.slice(first.index)
}

export function modulePreloads(): AstroIntegration {
  return {
    name: 'module-preloads',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        const texts = new Map<string, Promise<string>>()
        const read = (script: string) => texts.get(script) ?? texts.set(script, readFile(path.join(root, script), 'utf8')).get(script)!
        for await (const file of glob('**/*.html', { cwd: root })) {
          const full = path.join(root, file)
          await writeFile(full, await withPreloads(await readFile(full, 'utf8'), read))
        }
      },
    },
  }
}

/**
 * Makes the addresses in the built pages relative, so that one build works under any path of any host.
 * `404.html` is left alone: a host shows it at any depth.
 */
import { glob, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'

const address = /(\s(?:href|src|action|component-url|renderer-url)=")\/(?!\/)([^"]*)"/g

/** `page` is the file's path below the site's root, such as `session-timeouts/index.html`. */
export function relativeAddresses(html: string, page: string): string {
  const up = '../'.repeat(page.split('/').length - 1) || './'
  return html.replace(address, (_match, start: string, rest: string) => `${start}${up}${rest}"`)
}

export function relativeLinks(): AstroIntegration {
  return {
    name: 'relative-links',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        for await (const file of glob('**/*.html', { cwd: root })) {
          if (file === '404.html') continue
          const full = path.join(root, file)
          const html = await readFile(full, 'utf8')
          await writeFile(full, relativeAddresses(html, file.split(path.sep).join('/')))
        }
      },
    },
  }
}

/**
 * Puts a Content-Security-Policy into every page, so that it works on any host: only this site's scripts, and those of a page's own HTML by
 * their hashes; no request to elsewhere, but from a page that asks an index of packages when its reader says so. Astro's own would have
 * hashes for styles, too, and with these browsers refuse the `style` attributes that timelines are drawn with. A worker is under the policy
 * of its own response: see public/_headers and src/worker/confine.ts.
 */
import { createHash } from 'node:crypto'
import { glob, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { FILES, INDEX } from '../playground/pypi/hosts.ts'

const SCRIPT = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g
const CHARSET = /<meta charset="utf-8"\s*\/?>/

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Whom the scripts of a page may ask, beside this site, by its file. */
const OTHERS: Readonly<Record<string, readonly string[]>> = { 'playground/index.html': [INDEX, FILES] }

export function policyOf(html: string, file = ''): string {
  const scripts = [...html.matchAll(SCRIPT)].filter(([, attributes = '']) => !attributes.includes('application/json'))
  const hashes = [...new Set(scripts.map(([, , text = '']) => hash(text)))]
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    ...(OTHERS[file] ? [["connect-src 'self'", ...OTHERS[file]].join(' ')] : []),
    "img-src 'self' data: blob:",
    "object-src 'none'",
    `frame-src ${/\sdata-sandbox[\s>=]/.test(html) ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** The policy comes before anything that it is about. */
export const withPolicy = (html: string, file = ''): string =>
  html.replace(CHARSET, (charset) => `${charset}<meta http-equiv="Content-Security-Policy" content="${policyOf(html, file)}">`)

export function contentSecurityPolicy(): AstroIntegration {
  return {
    name: 'content-security-policy',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        for await (const file of glob('**/*.html', { cwd: root })) {
          const full = path.join(root, file)
          const html = await readFile(full, 'utf8')
          // Pages that only lead to another one have no scripts, and the one of the sandbox has a policy of its own
          if (CHARSET.test(html) && !html.includes('http-equiv="Content-Security-Policy"')) await writeFile(full, withPolicy(html, file))
        }
      },
    },
  }
}

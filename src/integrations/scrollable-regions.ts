/**
 * Lets wide tables and blocks of code be scrolled by keyboard: on a narrow screen they scroll, and what scrolls must take the focus. Expressive
 * Code says so of its blocks only when its script comes to it, and takes it back there where nothing scrolls.
 */
import { glob, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'

export const focusable = (html: string): string =>
  html.replaceAll('<table>', '<table tabindex="0">').replaceAll('<pre data-language=', '<pre tabindex="0" data-language=')

export function scrollableRegions(): AstroIntegration {
  return {
    name: 'scrollable-regions',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        for await (const file of glob('**/*.html', { cwd: root })) {
          const full = path.join(root, file)
          await writeFile(full, focusable(await readFile(full, 'utf8')))
        }
      },
    },
  }
}

import { expect, test } from 'vitest'
import { withPreloads } from '../../../src/integrations/module-preloads.ts'

const SCRIPTS: Readonly<Record<string, string>> = {
  '_astro/a.js': 'import{t as e}from"./c.js";import("./later.js")',
  '_astro/b.js': 'import"./c.js";import"./a.js"',
  '_astro/c.js': 'import"./d.js"',
  '_astro/d.js': 'import"./c.js"',
}
const read = async (script: string) => SCRIPTS[script]!

test('what scripts import, and what that imports, is asked for before the first script, each once', async () => {
  const page = (links: string) =>
    `<head>${links}<script type="module" src="../_astro/a.js"></script><script type="module" src="../_astro/b.js"></script></head>`
  const link = (script: string) => `<link rel="modulepreload" href="../_astro/${script}">`
  expect(await withPreloads(page(''), read)).toBe(page(link('c.js') + link('d.js')))
})

test('a page without scripts stays as it is', async () => expect(await withPreloads('<p>text</p>', read)).toBe('<p>text</p>'))

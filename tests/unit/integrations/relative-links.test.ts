import { expect, test } from 'vitest'
import { relativeAddresses } from '../../../src/integrations/relative-links.ts'

test.each([
  ['index.html', '<a href="/lesson/#part">', '<a href="./lesson/#part">'],
  ['lesson/index.html', '<script type="module" src="/_astro/a.js">', '<script type="module" src="../_astro/a.js">'],
  ['lesson/index.html', '<a href="/">', '<a href="../">'],
  ['a/b/index.html', '<link rel="icon" href="/favicon.svg">', '<link rel="icon" href="../../favicon.svg">'],
  ['index.html', '<a href="//elsewhere.example/">', '<a href="//elsewhere.example/">'],
  ['index.html', '<a href="https://elsewhere.example/" title="/x">', '<a href="https://elsewhere.example/" title="/x">'],
])('in %s %s becomes %s', (page, before, after) => expect(relativeAddresses(before, page)).toBe(after))

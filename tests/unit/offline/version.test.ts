import { expect, test } from 'vitest'
import { isNamedByContent, pathOf, successors, withNeeds } from '../../../src/offline/version.ts'

const SITE = 'https://example.com/some/path/'

test.each([
  [`${SITE}`, ''],
  [`${SITE}index.html`, ''],
  [`${SITE}timeouts/idle/?q=1#end`, 'timeouts/idle/'],
  [`${SITE}timeouts/idle/index.html`, 'timeouts/idle/'],
  [`${SITE}_astro/page.abcdefgh.js`, '_astro/page.abcdefgh.js'],
  ['https://example.com/some/', null],
  ['https://example.org/some/path/', null],
])('the path of %s is %j', (address, path) => expect(pathOf(address, SITE)).toBe(path))

test('scripts, styles and the files of the engine are named by their content, pages are not', () => {
  const paths = ['_astro/page.abcdefgh.js', 'lab/0123456789abcdef/postgres.wasm', 'timeouts/idle/', 'favicon.svg', '']
  expect(paths.filter(isNamedByContent)).toEqual(paths.slice(0, 2))
})

const file = (...needs: string[]) => ({ digest: '', needs })

test('the successor of a file has its name, but for what comes from its content', () => {
  const version = {
    files: {
      'timeouts/idle/': file(),
      '_astro/editor.newnew-1.js': file(),
      '_astro/editor.newnew-1.css': file(),
      '_astro/entry-new_new1.js': file(),
      'lab/new/postgres.wasm': file(),
      'lab/new/pyodide.mjs': file(),
    },
  }
  const of = (...paths: string[]) => successors(version, paths)
  expect(of('timeouts/idle/', 'gone/')).toEqual(['timeouts/idle/'])
  expect(of('_astro/editor.old-old1.js', '_astro/entry-oldold12.js')).toEqual(['_astro/editor.newnew-1.js', '_astro/entry-new_new1.js'])
  expect(of('lab/old/pyodide.mjs')).toEqual(['lab/new/pyodide.mjs'])
})

test('with a page comes what its scripts need, each once, though they need each other', () => {
  const files = { '': file('a', 'b'), a: file('c'), b: file('c', 'a'), c: file('a', 'gone'), d: file() }
  expect(withNeeds({ files }, ['', 'unknown'])).toEqual(['', 'a', 'c', 'b'])
})

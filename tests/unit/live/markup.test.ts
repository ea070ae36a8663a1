/** Text is set as text: no string becomes markup in the page but a drawing, whose texts are escaped where it is made. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const MARKUP =
  /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|parseFromString|DOMParser|document\.write)\b/

test('of what runs in the page, only the drawing sets markup', () => {
  const files = globSync('src/{live,playground,worker,components,messages,timeline}/**/*.{ts,astro}').filter((file) =>
    MARKUP.test(readFileSync(file, 'utf8')),
  )
  expect(files).toEqual(['src/live/drawing.ts'])
})

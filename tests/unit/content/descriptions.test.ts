/** Every page has a title and a description of its own. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const heads = globSync('src/content/docs/**/*.mdx').map((file) => ({ file, head: readFileSync(file, 'utf8').split(/^---$/m)[1]! }))
const fieldOf = (head: string, field: string) => new RegExp(`^${field}: *(.+)$`, 'm').exec(head)?.[1]?.replace(/^["']|["']$/g, '')

test.each(['title', 'description'])('every page has its own %s', (field) => {
  const seen = new Map<string, string>()
  for (const { file, head } of heads) {
    const text = fieldOf(head, field)
    expect(text, file).toBeTruthy()
    expect(seen.get(text!), `${file} has the same`).toBeUndefined()
    seen.set(text!, file)
  }
})

test.each(heads)('the description of $file has a length that search engines show', ({ head }) => {
  const description = fieldOf(head, 'description')!
  expect(description.length).toBeGreaterThanOrEqual(45)
  expect(description.length).toBeLessThanOrEqual(180)
})

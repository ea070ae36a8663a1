/** What the built pages tell of themselves to those who do not see them: search engines, and whoever shows a link. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { pages } from './site.ts'

const fileOf = (address: string) => path.join('dist', address, address.endsWith('.html') ? '' : 'index.html')
const heads = pages().map((address) => ({ address, head: readFileSync(fileOf(address), 'utf8').split('</head>')[0]! }))
const content = (head: string, name: string) => new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(head)?.[1]

test.each(['title', 'description'])('each page has its own %s', (what) => {
  const found = heads.map(({ address, head }) => ({
    address,
    text: what === 'title' ? /<title>([^<]*)/.exec(head)?.[1] : content(head, what),
  }))
  expect(found.filter(({ text }) => !text)).toEqual([])
  expect(found.filter(({ text }, index) => found.findIndex((other) => other.text === text) !== index)).toEqual([])
})

describe.each(heads)('/$address', ({ address, head }) => {
  test('names its picture, which is there', () => {
    const picture = content(head, 'og:image')!
    expect(existsSync(path.join('dist', address, picture)), picture).toBe(true)
  })

  test('says what it is in the words of schema.org', () => {
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(head)![1]!)
    expect(data).toMatchObject({ '@context': 'https://schema.org', description: expect.stringMatching(/\S/) })
    expect(data['@type']).toBe(address === '' ? 'WebSite' : 'TechArticle')
  })
})

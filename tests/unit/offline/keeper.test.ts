/** What is kept of a site, from version to version. The site is a record of texts by their paths; the browser's cache is one in memory. */
import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { digest } from '../../../src/offline/digest.ts'
import { Keeper } from '../../../src/offline/keeper.ts'
import { KEPT } from '../../../src/offline/kept.ts'
import { listName } from '../../../src/offline/version.ts'
import { MemoryCache } from './cache.ts'

const SITE = 'https://example.com/some/path/'

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** What the host has at the moment, by path; null: there is no network. */
let host: Map<string, string> | null
/** What has been asked of it. */
let asked: string[]
let cache: MemoryCache

beforeEach(() => {
  host = new Map()
  asked = []
  cache = new MemoryCache()
})

type Site = Readonly<Record<string, string>>
const FIRST: Site = {
  '': 'the first page',
  'idle/': 'a page',
  '_astro/page.aaaaaaaa.js': 'its script',
  'lab/one/postgres.wasm': 'the engine',
  'lab/one/python.image': 'the same in both',
}
const SECOND: Site = {
  '': 'the first page, again',
  'idle/': 'a page',
  '_astro/page.bbbbbbbb.js': 'its new script',
  '_astro/shared.bbbbbbbb.js': 'what that needs',
  'lab/two/postgres.wasm': 'the new engine',
  'lab/two/python.image': 'the same in both',
}

/** Puts the site on the host, in the place of what is there; answers with its service worker's keeper. */
async function deploy(site: Site): Promise<Keeper> {
  const needs: Record<string, string[]> = {
    '': Object.keys(site).filter((path) => path.startsWith('_astro/page')),
    '_astro/page.bbbbbbbb.js': ['_astro/shared.bbbbbbbb.js'],
  }
  const files = Object.fromEntries(
    Object.entries(site).map(([path, text]) => [path, { digest: digestOf(text), ...(needs[path] && { needs: needs[path] }) }]),
  )
  const list = JSON.stringify({ files })
  host = new Map(Object.entries({ ...site, [listName(digestOf(list))]: list }))
  return Keeper.open({ scope: SITE, id: digestOf(list), cache: cache as unknown as Cache, fetch: fetchFromHost })
}

async function fetchFromHost(request: string | Request): Promise<Response> {
  const path = (typeof request === 'string' ? request : request.url).slice(SITE.length)
  asked.push(path)
  if (!host) throw new TypeError('Failed to fetch')
  const text = host.get(path)
  return text === undefined ? new Response(null, { status: 404 }) : new Response(text)
}

/** As a page asks; waits until what comes has been kept. */
async function ask(keeper: Keeper, path: string): Promise<{ text: string; kept: boolean; status: number }> {
  const work: Promise<void>[] = []
  const response = await keeper.answer(new Request(SITE + path), (more) => work.push(more))
  const text = await response.text()
  await Promise.all(work)
  return { text, kept: response.headers.has(KEPT), status: response.status }
}

/** A service worker that takes over from the one before, if any, with these pages open. */
async function start(site: Site, pages: string[] = []): Promise<Keeper> {
  const keeper = await deploy(site)
  await keeper.install({ savesData: false })
  await keeper.takeOver(pages)
  asked = []
  return keeper
}

async function use(keeper: Keeper, ...paths: string[]): Promise<void> {
  for (const path of paths) await ask(keeper, path)
}

test('browser and build know a content by the same digest', async () => {
  expect(await digest(new TextEncoder().encode('a page'))).toBe(digestOf('a page'))
})

describe('what has been used', () => {
  test('comes without a network, and says so; what has not does not', async () => {
    const keeper = await start(FIRST)
    expect(await ask(keeper, 'idle/')).toEqual({ text: 'a page', kept: false, status: 200 })
    host = null
    expect(await ask(keeper, 'idle/')).toEqual({ text: 'a page', kept: true, status: 200 })
    await expect(ask(keeper, '')).rejects.toThrow('Failed to fetch')
  })

  test('before the service worker was there is fetched once, with what it needs', async () => {
    const keeper = await start(FIRST)
    for (let i = 0; i < 2; i++) await keeper.keep([SITE, 'https://example.org/', `${SITE}gone`])
    expect(asked).toEqual(['', '_astro/page.aaaaaaaa.js'])
    host = null
    expect((await ask(keeper, '_astro/page.aaaaaaaa.js')).kept).toBe(true)
  })

  test('is not fetched again by who says so while it is being kept', async () => {
    const keeper = await start(FIRST)
    const work: Promise<void>[] = []
    await keeper.answer(new Request(`${SITE}idle/`), (more) => work.push(more))
    await Promise.all([keeper.keep([`${SITE}idle/`]), ...work])
    expect(asked).toEqual(['idle/'])
  })

  test.each(['', 'a pa', 'a page of another version'])('and of which the cache holds %j is fetched anew', async (content) => {
    const keeper = await start(FIRST)
    await use(keeper, 'idle/')
    for (const [address, entry] of cache.entries)
      if (address.endsWith(digestOf('a page'))) cache.entries.set(address, { ...entry, content: new TextEncoder().encode(content).buffer })
    expect(await ask(keeper, 'idle/')).toEqual({ text: 'a page', kept: false, status: 200 })
    expect(await ask(keeper, 'idle/')).toEqual({ text: 'a page', kept: true, status: 200 })
  })

  test('but came cut, or from another version, is given and not kept', async () => {
    const keeper = await start(FIRST)
    host!.set('idle/', 'a pa')
    for (let i = 0; i < 2; i++) expect(await ask(keeper, 'idle/')).toEqual({ text: 'a pa', kept: false, status: 200 })
  })

  test('is not kept where there is no room, and comes as before', async () => {
    const keeper = await start(FIRST)
    cache.room = cache.entries.size
    const work: Promise<void>[] = []
    const response = await keeper.answer(new Request(`${SITE}idle/`), (more) => work.push(more))
    expect(await response.text()).toBe('a page')
    await expect(Promise.all(work)).rejects.toThrow('There is no room.')
  })

  test('of an engine passes through the keeper from then on', async () => {
    const keeper = await start(FIRST)
    await use(keeper, '')
    expect(keeper.lacksEngine).toBe(true)
    await keeper.keep([`${SITE}lab/one/postgres.wasm`])
    expect(keeper.lacksEngine).toBe(false)
    expect((await start(SECOND, ['old page'])).lacksEngine).toBe(false)
  })

  test('goes on where somebody has emptied the cache', async () => {
    const first = await start(FIRST)
    cache.entries.clear()
    const keeper = await deploy(FIRST)
    await keeper.keep([`${SITE}idle/`])
    host = null
    expect((await ask(keeper, 'idle/')).kept).toBe(true)
    expect((await ask(first, 'idle/')).kept).toBe(true)
  })
})

describe('a new version', () => {
  test('has what was used of the one before, and asks only for what has changed', async () => {
    await use(await start(FIRST), '', '_astro/page.aaaaaaaa.js', 'lab/one/postgres.wasm', 'lab/one/python.image')
    const second = await deploy(SECOND)
    await second.install({ savesData: false })
    expect(asked.slice(-4)).toEqual(['', '_astro/page.bbbbbbbb.js', '_astro/shared.bbbbbbbb.js', 'lab/two/postgres.wasm'])
    await second.takeOver([])
    host = null
    for (const path of ['', '_astro/page.bbbbbbbb.js', '_astro/shared.bbbbbbbb.js', 'lab/two/postgres.wasm', 'lab/two/python.image'])
      expect(await ask(second, path)).toEqual({ text: SECOND[path], kept: true, status: 200 })
  })

  test('leaves the engine for when something is run, where data is to be saved', async () => {
    await use(await start(FIRST), '', 'lab/one/postgres.wasm')
    const second = await deploy(SECOND)
    await second.install({ savesData: true })
    expect(asked).not.toContain('lab/two/postgres.wasm')
  })

  test.each([
    ['is not there', (site: Map<string, string>) => site.delete('lab/two/postgres.wasm')],
    ['is of another version', (site: Map<string, string>) => site.set('lab/two/postgres.wasm', 'a third engine')],
    ['is cut', (site: Map<string, string>) => site.set('', 'the first pa')],
  ])(
    'of which a file %s does not take over: the one before goes on, whole; the next attempt asks for what is missing',
    async (_what, harm) => {
      const first = await start(FIRST)
      await use(first, '', '_astro/page.aaaaaaaa.js', 'lab/one/postgres.wasm')
      const second = await deploy(SECOND)
      const whole = new Map(host)
      harm(host!)
      await expect(second.install({ savesData: false })).rejects.toThrow('is not what this version has there.')
      host = null
      for (const path of ['', '_astro/page.aaaaaaaa.js', 'lab/one/postgres.wasm'])
        expect(await ask(first, path)).toEqual({ text: FIRST[path], kept: true, status: 200 })
      host = whole
      await second.install({ savesData: false })
      await second.takeOver([])
      host = null
      expect(await ask(second, 'lab/two/postgres.wasm')).toEqual({ text: 'the new engine', kept: true, status: 200 })
    },
  )

  test('serves pages of the one before their scripts until they are closed, and then forgets them', async () => {
    await use(await start(FIRST, ['old page']), '', '_astro/page.aaaaaaaa.js')
    const second = await start(SECOND, ['old page'])
    host = null
    expect(await ask(second, '')).toMatchObject({ text: 'the first page, again' })
    expect(await ask(second, '_astro/page.aaaaaaaa.js')).toMatchObject({ text: 'its script' })
    await second.tidy(['old page', 'new page'])
    expect(await ask(second, '_astro/page.aaaaaaaa.js')).toMatchObject({ text: 'its script' })
    await second.tidy(['new page'])
    await expect(ask(second, '_astro/page.aaaaaaaa.js')).rejects.toThrow('Failed to fetch')
    const kept = [...cache.entries.values()].map(({ content }) => new TextDecoder().decode(content))
    for (const text of ['the first page', 'its script', 'the engine']) expect(kept).not.toContain(text)
    expect(await ask(second, '')).toMatchObject({ text: 'the first page, again' })
  })

  test('that is being installed loses nothing when the one before forgets others', async () => {
    await start({ '': 'a page of long ago' }, ['old page'])
    const first = await start(FIRST, ['old page'])
    await use(first, '')
    const second = await deploy(SECOND)
    await second.install({ savesData: false })
    await first.tidy([])
    await second.takeOver([])
    host = null
    expect(await ask(second, '')).toMatchObject({ text: 'the first page, again' })
  })

  test('for which there is no room begins with nothing', async () => {
    const first = await start(FIRST)
    await use(first, '', 'idle/', '_astro/page.aaaaaaaa.js')
    cache.room = cache.entries.size + 1
    const second = await deploy(SECOND)
    await second.install({ savesData: false })
    expect(await ask(second, 'idle/')).toEqual({ text: 'a page', kept: false, status: 200 })
  })

  test('that is an older one again works as any', async () => {
    await use(await start(FIRST), '')
    await use(await start(SECOND), '')
    const again = await start(FIRST)
    host = null
    expect(await ask(again, '')).toEqual({ text: 'the first page', kept: true, status: 200 })
  })
})

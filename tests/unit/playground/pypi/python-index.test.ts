/**
 * Wheels by name. A server of this test stands in for pypi.org and files.pythonhosted.org: its answers have the shape of PyPI's JSON API
 * (docs.pypi.org/api/json), and it keeps what it was asked.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { zip } from '../../../../src/examples/zip.ts'
import { getWheels } from '../../../../src/playground/pypi/python-index.ts'

interface Release {
  readonly needs?: readonly string[]
  readonly kind?: string
  readonly python?: string
  readonly yanked?: boolean
  /** What is sent in the place of the wheel. */
  readonly sent?: Uint8Array<ArrayBuffer>
  readonly size?: number
  readonly at?: string
}

const PACKAGES: Readonly<Record<string, Readonly<Record<string, Release>>>> = {
  django: {
    '5.1': {},
    '5.2.17': { needs: ['asgiref<4,>=3.8.1', 'sqlparse>=0.3.1', 'tzdata; sys_platform == "win32"', 'argon2-cffi; extra == "argon2"'] },
    '6.0rc1': {},
    '6.1': { python: '>=3.15' },
    '6.2': { yanked: true },
  },
  asgiref: { '3.12.1': { needs: ['typing_extensions>=4; python_version < "3.11"'] }, '4.0': {} },
  sqlparse: { '0.6.0': {}, '0.5.3': {} },
  'with-driver': { '1.0': { needs: ['psycopg2>=2.8', 'psycopg2-binary'] } },
  'in-c': { '1.0': { kind: 'cp314-cp314-manylinux_2_28_x86_64' } },
  both: { '1.0': { kind: 'py2.py3-none-any' }, '2.0': { kind: 'cp314-cp314-win_amd64' } },
  changed: { '1.0': { sent: new TextEncoder().encode('something else') } },
  large: { '1.0': { size: 40_000_000 } },
  elsewhere: { '1.0': { at: 'https://example.org' } },
  circle: { '1.0': { needs: ['circle-two'] } },
  'circle-two': { '1.0': { needs: ['Circle==1.0'] } },
  broken: { '1.0': { needs: ['thing; os_name'] } },
}

const wheelOf = (name: string, version: string, { needs = [] }: Release) => {
  const info = `${name.replaceAll('-', '_')}-${version}.dist-info`
  const lines = ['Metadata-Version: 2.4', `Name: ${name}`, `Version: ${version}`, ...needs.map((need) => `Requires-Dist: ${need}`)]
  return zip(
    new Map([
      [`${name.replaceAll('-', '_')}/__init__.py`, ''],
      [`${info}/METADATA`, `${lines.join('\n')}\n\nRequires-Dist: is-only-a-text\n`],
      [`${info}/WHEEL`, 'Wheel-Version: 1.0\n'],
    ]),
  )
}

const asked: IncomingMessage[] = []
const paths = () => asked.map(({ url }) => url)
const server = createServer((request, response) => {
  asked.push(request)
  const [, place, ...rest] = new URL(request.url!, 'http://localhost').pathname.split('/')
  if (place === 'pypi') {
    const [name = ''] = rest
    if (name === 'no-json') response.end('<html>')
    else if (name === 'no-index') response.end('{"message": "hello"}')
    else if (name === 'busy') response.writeHead(503).end()
    else if (name in PACKAGES) response.end(JSON.stringify(describePackage(name)))
    else response.writeHead(404).end('{"message": "Not Found"}')
  } else {
    const [name = '', version = ''] = rest
    const release = PACKAGES[name]![version]!
    response.end(release.sent ?? wheelOf(name, version, release))
  }
})

function describePackage(name: string) {
  const releases = Object.entries(PACKAGES[name]!).map(([version, release]) => {
    const wheel = wheelOf(name, version, release)
    const filename = `${name.replaceAll('-', '_')}-${version}-${release.kind ?? 'py3-none-any'}.whl`
    const described = {
      filename,
      packagetype: 'bdist_wheel',
      url: `${release.at ?? `${address}/files`}/${name}/${version}/${filename}`,
      size: release.size ?? wheel.length,
      digests: { sha256: createHash('sha256').update(wheel).digest('hex') },
      requires_python: release.python ?? null,
      yanked: release.yanked ?? false,
    }
    return [version, [described, { ...described, filename: `${name}-${version}.tar.gz`, packagetype: 'sdist' }]]
  })
  return { info: { name }, releases: Object.fromEntries(releases), urls: [] }
}

let address = ''
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  const closed = once(server.close(), 'close')
  server.closeAllConnections()
  await closed
})
beforeEach(() => {
  asked.length = 0
})

const told: string[] = []
const get = async (what: string, has: readonly string[] = []) => {
  told.length = 0
  const wheels = await getWheels(what, { index: address, files: `${address}/files`, has, say: (words) => told.push(words) })
  return wheels.map(({ name }) => name)
}

test('the newest version in pure Python for the page’s Python, with what it needs there', async () => {
  expect(await get('Django')).toEqual([
    'django-5.2.17-py3-none-any.whl',
    'asgiref-3.12.1-py3-none-any.whl',
    'sqlparse-0.6.0-py3-none-any.whl',
  ])
  expect(told[0]).toMatch(/^Asking 127\.0\.0\.1:\d+ for django\.$/)
  expect(told[1]).toMatch(/^Fetching django-5\.2\.17-py3-none-any\.whl from 127\.0\.0\.1:\d+, 1 kB\.$/)
})

test('the names of packages are all that is sent', async () => {
  await get('sqlparse')
  expect(paths()).toEqual(['/pypi/sqlparse/json', '/files/sqlparse/0.6.0/sqlparse-0.6.0-py3-none-any.whl'])
  for (const { method, headers } of asked) {
    expect(method).toBe('GET')
    expect(headers).not.toHaveProperty('cookie')
    expect(headers).not.toHaveProperty('referer')
  }
})

test('versions are those asked for', async () => {
  expect(await get('sqlparse<0.6')).toEqual(['sqlparse-0.5.3-py3-none-any.whl'])
  expect(await get('django == 5.1')).toEqual(['django-5.1-py3-none-any.whl'])
  expect(await get('both')).toEqual(['both-1.0-py2.py3-none-any.whl'])
})

test('what is there is not fetched again, and the driver never is', async () => {
  expect(await get('django<6', ['SQLparse-0.5.0-py3-none-any.whl', 'asgiref-3.9-py3-none-any.whl'])).toEqual([
    'django-5.2.17-py3-none-any.whl',
  ])
  expect(await get('sqlparse', ['sqlparse-0.5.0-py3-none-any.whl'])).toEqual([])
  expect(await get('with_driver')).toEqual(['with_driver-1.0-py3-none-any.whl'])
  expect(await get('circle')).toEqual(['circle-1.0-py3-none-any.whl', 'circle_two-1.0-py3-none-any.whl'])
})

test.each([
  ['nosuch', /^127\.0\.0\.1:\d+ knows no package nosuch\.$/],
  ['in-c', /^There is no wheel of in-c in pure Python for Python 3\.14, so a page cannot have it\.$/],
  ['sqlparse>7', /^There is no wheel of sqlparse >7 in pure Python for Python 3\.14/],
  ['psycopg2-binary', /^psycopg2 is here already/],
  ['changed', /^changed-1\.0-py3-none-any\.whl does not have the digest that the index names/],
  ['large', /^large-1\.0-py3-none-any\.whl has 40 MB\./],
  ['elsewhere', /^The index names a file that is not at /],
  ['broken', /^A condition cannot be read: os_name$/],
  ['no-json', /^The index has answered something that this page does not understand\.$/],
  ['no-index', /^The index has answered something that this page does not understand\.$/],
  ['busy', /answers with 503\. Try again later\.$/],
  ['a b', /is not the name of a package/],
])('%s fails in words', async (what, words) => {
  await expect(get(what)).rejects.toThrow(words)
})

test('a version that is there and does not fit is named', async () => {
  await expect(get('django<6', ['sqlparse-0.1-py3-none-any.whl'])).rejects.toThrow(
    'django 5.2.17 wants sqlparse>=0.3.1, and sqlparse 0.1 is there. Remove it first.',
  )
})

test('without a network it is said who cannot be reached', async () => {
  await expect(getWheels('sqlparse', { index: 'http://127.0.0.1:9', files: '', has: [], say: () => {} })).rejects.toThrow(
    '127.0.0.1:9 cannot be reached. Is there a connection to the network?',
  )
})

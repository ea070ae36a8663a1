/** Links that hold a program: what comes back, and what is said of those that are none. */
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { crc32 } from '../../../src/examples/crc32.ts'
import { fromLink, isLink, toLink } from '../../../src/playground/link.ts'
import { writeProgram } from '../../../src/playground/program.ts'

const program = {
  title: 'Grüße',
  files: new Map([
    ['main.py', 'import helper\nprint("→", helper.x)\n'],
    ['helper.py', 'x = "🐘"\n'],
    ['setup.sql', 'create table t ();\n'],
  ]),
}

/** A link with this content. */
const linkTo = (text: string, version = 1) => {
  const bytes = Buffer.from(text)
  return `${version}.${crc32(bytes).toString(36)}.${deflateRawSync(bytes).toString('base64url')}`
}

test('a program comes back from its link as it was', async () => {
  const link = (await toLink(program))!
  expect(link).toMatch(/^1\.[0-9a-z]+\.[\w-]+$/)
  expect(isLink(link)).toBe(true)
  expect(await fromLink(link)).toEqual(program)
})

test('a program of which no link is short enough has none', async () => {
  const noise = Array.from({ length: 40_000 }, (_, i) => Math.imul(i, 2654435761) >>> 0).join('')
  expect(await toLink({ ...program, files: new Map([['main.py', `# ${noise}`]]) })).toBe(null)
})

test('other parts of addresses are no links', () => {
  expect(['', '_top', 'example=waiting/lock-queue', 'a1.b.c'].filter(isLink)).toEqual([])
})

describe('a link is refused in words', async () => {
  const link = (await toLink(program))!
  const middle = Math.floor(link.length / 2)
  const written = (files: unknown) => linkTo(JSON.stringify({ title: 'x', files }))
  test.each<[string, string, RegExp]>([
    ['cut', link.slice(0, middle), /cut or altered/],
    ['without content', '1.abc.', /cut or altered/],
    ['of a version alone', '1.', /cut or altered/],
    ['altered', link.slice(0, middle) + (link[middle] === 'A' ? 'B' : 'A') + link.slice(middle + 1), /cut or altered/],
    ['with an added full stop', `${link}.`, /cut or altered/],
    ['of an older version', linkTo(writeProgram(program), 0), /no longer reads/],
    ['of a newer version', linkTo(writeProgram(program), 2), /newer playground/],
    ['of 2 MB', `1.abc.${'A'.repeat(2_000_000)}`, /2,000,006 characters/],
    ['that unpacks to 50 MB', linkTo('x'.repeat(50_000_000)), /cut or altered/],
    ['that is no program', linkTo('{"files":[]}'), /holds no program/],
    ['that is no JSON', linkTo('hello'), /holds no program/],
    ['without a main.py', written([['helper.py', '']]), /has no main\.py/],
    [
      'with two files of one name',
      written([
        ['main.py', ''],
        ['main.py', ''],
      ]),
      /There is a main\.py already/,
    ],
    [
      'with a file called psycopg2.py',
      written([
        ['main.py', ''],
        ['psycopg2.py', ''],
      ]),
      /would hide the driver/,
    ],
    [
      'with a path',
      written([
        ['main.py', ''],
        ['../x.py', ''],
      ]),
      /cannot be the name of a file/,
    ],
    ['with too much text', written([['main.py', 'x'.repeat(1_000_001)]]), /longer than 1,000,000 characters/],
  ])('%s', async (_what, it, words) => {
    await expect(fromLink(it)).rejects.toThrow(words)
  })
})

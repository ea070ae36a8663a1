/** What wheels say that they need: lines as SQLAlchemy's, Django's and others' METADATA have them. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { applies, PYTHON, readRequirement } from '../../../../src/playground/pypi/requirement.ts'

test.each([
  ['typing-extensions>=4.6.0', { name: 'typing-extensions', specifier: '>=4.6.0' }],
  ['asgiref<4,>=3.8.1', { name: 'asgiref', specifier: '<4,>=3.8.1' }],
  ['sqlparse>=0.3.1 ', { name: 'sqlparse', specifier: '>=0.3.1' }],
  ['Mako', { name: 'mako', specifier: '' }],
  ['zope.interface (>=5, <6)', { name: 'zope-interface', specifier: '>=5,<6' }],
  ['Some_Package[fast, other] ~= 1.4 ; python_version >= "3"', { name: 'some-package', specifier: '~=1.4' }],
  ['tzdata; sys_platform == "win32"', null],
  ['importlib-metadata; python_version < "3.8"', null],
  ['greenlet>=1; platform_machine == "aarch64" or (platform_machine == "ppc64le" or platform_machine == "x86_64")', null],
  ['argon2-cffi>=23.1.0; extra == "argon2"', null],
  ['exceptiongroup; extra == "a" or python_version < "3.15"', { name: 'exceptiongroup', specifier: '' }],
])('%s', (text, requirement) => {
  expect(readRequirement(text)).toEqual(requirement)
})

test.each(['', 'two words', 'thing @ https://example.org/thing.whl', 'thing >< 1', 'https://example.org/thing', '../thing', '-thing'])(
  '“%s” is refused in words',
  (text) => {
    expect(() => readRequirement(text)).toThrow(/is not the name of a package/)
  },
)

describe('a condition', () => {
  test.each([
    ['python_version >= "3.10"', true],
    ['"3.9" > python_version', false],
    ['"3.9" < python_version', true],
    ['python_full_version < "3.14.1"', true],
    ["os_name == 'posix' and not_there == 'x'", null],
    ['sys_platform in "emscripten wasi"', true],
    ['sys_platform not in "linux darwin"', true],
    ['(os_name == "nt" or os_name == "posix") and implementation_name == "cpython"', true],
    ['os_name == "nt" or os_name == "posix" and implementation_name == "pypy"', false],
    ['os_name == "posix"; exit', null],
    ['(os_name == "posix"', null],
    ['os_name', null],
    ['os_name < "posix"', null],
  ])('%s: %s', (marker, holds) => {
    if (holds === null) expect(() => applies(marker)).toThrow('A condition cannot be read')
    else expect(applies(marker)).toBe(holds)
  })

  test('is about the Python that the page has', () => {
    const { version } = JSON.parse(readFileSync('node_modules/pyodide/package.json', 'utf8'))
    expect(PYTHON.replace(/^3\.(\d+)\..*$/, '3$1')).toBe(version.split('.')[0])
  })
})

/** Which wheels a page takes. */
import { expect, test } from 'vitest'
import { zip } from '../../../src/examples/zip.ts'
import { problemWithWheel } from '../../../src/playground/wheels.ts'

const wheel = zip(
  new Map([
    ['thing.py', 'X = 1\n'],
    ['thing-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\n'],
  ]),
)
const blob = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes])

test('a wheel in pure Python is taken', async () => {
  expect(await problemWithWheel('thing-1.0-py3-none-any.whl', blob(wheel))).toBe(null)
  expect(await problemWithWheel('thing-1.0-1-py2.py3-none-any.whl', blob(wheel))).toBe(null)
})

test.each<[string, string, Blob, RegExp]>([
  ['with parts in C', 'thing-1.0-cp314-cp314-manylinux_2_28_x86_64.whl', blob(wheel), /parts in C/],
  ['that is no wheel by its name', 'thing-1.0.tar.gz', blob(wheel), /is not a wheel/],
  ['whose name is cut', 'thing.whl', blob(wheel), /not named as wheels are/],
  ['of the driver', 'psycopg2-2.9.13-py3-none-any.whl', blob(wheel), /is here already/],
  ['that is a text', 'thing-1.0-py3-none-any.whl', new Blob(['hello']), /no zip archive/],
  ['that is cut', 'thing-1.0-py3-none-any.whl', blob(wheel.slice(0, -30)), /no zip archive/],
  ['of another package', 'other-1.0-py3-none-any.whl', blob(wheel), /other-1\.0\.dist-info/],
  // Nothing of it is read
  ['of a gigabyte', 'thing-1.0-py3-none-any.whl', { size: 1e9 } as Blob, /has 1,000 MB/],
])('one %s is refused in words', async (_what, name, file, words) => {
  expect(await problemWithWheel(name, file)).toMatch(words)
})

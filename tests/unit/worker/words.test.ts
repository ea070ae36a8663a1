import { expect, test } from 'vitest'
import { wordsOf } from '../../../src/worker/words.ts'

class PythonError extends Error {}

test.each<[unknown, string]>([
  [new Error('out of memory'), 'out of memory'],
  [new RangeError(), 'RangeError, without a reason'],
  [
    new PythonError('Traceback (most recent call last):\n  File "x"\nFileNotFoundError: no such folder\n'),
    'FileNotFoundError: no such folder',
  ],
  [new PythonError(''), 'Python gave no reason'],
  ['a text', 'a text'],
  ['', 'nothing was said'],
  [{}, 'nothing was said'],
  [null, 'null'],
  [{ message: 5, name: 'ErrnoError' }, 'ErrnoError, without a reason'],
])('%o', (error, words) => expect(wordsOf(error)).toBe(words))

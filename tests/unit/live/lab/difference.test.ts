import { expect, test } from 'vitest'
import { diffLines } from '../../../../src/live/lab/difference.ts'

const signs = { same: ' ', recorded: '-', printed: '+' } as const
const diff = (recorded: string, printed: string) => diffLines(recorded, printed).map(({ kind, text }) => signs[kind] + text)

test('lines that are missing, more, and others, among those that are the same', () => {
  expect(diff('one\ntwo\nthree\nfour', 'one\nTWO\nthree\nfour\nfive')).toEqual([' one', '-two', '+TWO', ' three', ' four', '+five'])
})

test('what differs from run to run is the same', () => {
  expect(diff('<cursor at 0x7f00>\nend', '<cursor at 0x1234>\nend')).toEqual([' <cursor at 0x1234>', ' end'])
})

test('of texts that have nothing in common, all of one before all of the other', () => {
  const lines = (name: string) => Array.from({ length: 3000 }, (_, index) => `${name} ${index}`)
  const shown = diff(lines('recorded').join('\n'), lines('printed').join('\n'))
  expect(shown).toHaveLength(6000)
  expect(shown.slice(0, 3000).every((line) => line.startsWith('-recorded'))).toBe(true)
})

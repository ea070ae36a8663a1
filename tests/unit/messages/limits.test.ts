import { expect, test } from 'vitest'
import { PileCutter, shorten, withoutPiles } from '../../../src/messages/limits.ts'

test('a long text says how long it was', () => {
  expect(shorten('x'.repeat(2000))).toBe('x'.repeat(2000))
  expect(shorten('x'.repeat(1_000_000))).toBe(`${'x'.repeat(2000)}… (1,000,000 characters)`)
})

test('writing keeps its marks, a pile does not', () => {
  const words = ['é', 'เก้าอี้', 'क्षि', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢']
  expect(words.map(withoutPiles).slice(0, 3)).toEqual(words.slice(0, 3))
  expect(withoutPiles(words[3]!).length).toBeLessThan(words[3]!.length)
  expect(withoutPiles(`a${'\u0301'.repeat(100)}b`)).toBe(`a${'\u0301'.repeat(8)}…b`)
})

test('a pile that comes in pieces is cut as if it came at once', () => {
  const text = `a${'\u0301'.repeat(20)}bc${'\u0301'.repeat(8)}d${'\u{1e000}'.repeat(30)}`
  for (let length = 1; length <= 21; length++) {
    const piles = new PileCutter()
    const pieces = Array.from({ length: Math.ceil([...text].length / length) }, (_, index) =>
      [...text].slice(index * length, (index + 1) * length).join(''),
    )
    expect(pieces.map((piece) => piles.cut(piece)).join('')).toBe(withoutPiles(text))
  }
})

/** A time zone, from a file in TZif format (RFC 8536) or from a rule. */
import { type LocalType, parsePosixTz, type Rule } from './posix-tz.ts'

export type Zone = Rule

const constant = (abbreviation: string): Zone => {
  const type: LocalType = { offset: 0, isDst: false, abbreviation }
  return () => type
}

export const UTC = constant('UTC')

/**
 * The zone that the environment variable TZ names, as glibc reads it: the name of a file, perhaps after a colon, or a rule. Anything else is
 * UTC, under the name of the letters it begins with. `read` returns a file's content, undefined if there is none.
 */
export function zoneOf(tz: string | undefined, read: (name: string) => Uint8Array | undefined): Zone {
  const name = tz?.replace(/^:/, '')
  if (!name) return UTC
  const file = read(name)
  if (file) return parseTzif(file)
  return parsePosixTz(name) ?? constant(/^[A-Za-z]{3,}/.exec(name)?.[0] ?? '')
}

/** Throws an Error if these bytes are not in TZif format. */
export function parseTzif(bytes: Uint8Array): Zone {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to))
  if (text(0, 4) !== 'TZif') throw new Error('This is no TZif file.')
  const counts = (at: number) =>
    [20, 24, 28, 32, 36, 40].map((offset) => view.getUint32(at + offset)) as [number, number, number, number, number, number]
  // The first block has times of 32 bits, for old programs: skip it
  const [, , , oldTimes, oldTypes, oldChars] = counts(0)
  const [oldUtc, oldStandard, oldLeaps] = counts(0)
  const block = 44 + oldTimes * 5 + oldTypes * 6 + oldChars + oldLeaps * 8 + oldStandard + oldUtc
  const [utc, standard, leaps, times, types, chars] = counts(block)
  const timesAt = block + 44
  const indexesAt = timesAt + times * 8
  const typesAt = indexesAt + times
  const charsAt = typesAt + types * 6
  const footerAt = charsAt + chars + leaps * 12 + standard + utc + 1
  const transitions = Array.from({ length: times }, (_, i) => Number(view.getBigInt64(timesAt + i * 8)))
  const localTypes = Array.from({ length: types }, (_, i): LocalType => {
    const at = typesAt + i * 6
    const name = charsAt + view.getUint8(at + 5)
    return { offset: view.getInt32(at), isDst: view.getUint8(at + 4) !== 0, abbreviation: text(name, bytes.indexOf(0, name)) }
  })
  const typeAfter = (transition: number) => localTypes[view.getUint8(indexesAt + transition)]!
  const after = parsePosixTz(text(footerAt, bytes.indexOf(0x0a, footerAt)))
  return (seconds) => {
    const passed = countPassed(transitions, seconds)
    if (passed === times && after) return after(seconds)
    return passed === 0 ? localTypes[0]! : typeAfter(passed - 1)
  }
}

/** How many of the ascending `moments` are not later than `at`. */
function countPassed(moments: readonly number[], at: number): number {
  let low = 0
  let high = moments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (moments[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low
}

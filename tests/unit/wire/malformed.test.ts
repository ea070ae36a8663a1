/** Whatever the bytes, the answer is a message or a ProtocolError. */
import { expect, test } from 'vitest'
import { decodeBackend } from '../../../src/wire/decode-backend.ts'
import { decodeFrontend } from '../../../src/wire/decode-frontend.ts'
import { describeMessage } from '../../../src/wire/describe.ts'
import { encodeBackend, encodeFrontend } from '../../../src/wire/encode.ts'
import { frames } from '../../../src/wire/frames.ts'
import type { BackendMessage, FrontendMessage } from '../../../src/wire/messages.ts'
import { ProtocolError } from '../../../src/wire/protocol-error.ts'
import { Splitter } from '../../../src/wire/splitter.ts'
import { decodeStartUpPacket } from '../../../src/wire/start-up-packet.ts'
import { BACKEND, FRONTEND, join, START_UP } from './samples.ts'

/** A linear congruential generator: the same bytes on every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function messageOrFault<M>(decode: () => M, length: number): M | undefined {
  try {
    return decode()
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    expect(error.offset).toBeGreaterThanOrEqual(0)
    expect(error.offset).toBeLessThanOrEqual(length)
    return undefined
  }
}

type Family = readonly [
  name: string,
  samples: readonly Uint8Array[],
  lengthAt: 0 | 1,
  decode: (raw: Uint8Array) => BackendMessage | FrontendMessage,
  encode: (message: never) => Uint8Array,
]

const raws = (samples: readonly (readonly [unknown, Uint8Array])[]) => samples.map(([, raw]) => raw)

const FAMILIES: readonly Family[] = [
  ['backend', raws(BACKEND), 1, decodeBackend, encodeBackend],
  ['frontend', raws(FRONTEND), 1, (raw) => decodeFrontend(raw), encodeFrontend],
  ['start-up', raws(START_UP), 0, decodeStartUpPacket, encodeFrontend],
]

test.each(FAMILIES)('%s: cut short anywhere is a fault', (_, samples, lengthAt, decode) => {
  for (const raw of samples) {
    for (let length = 0; length < raw.length; length++) {
      expect(() => decode(raw.subarray(0, length))).toThrow(ProtocolError)
      const cut = relengthed(raw.slice(0, length), lengthAt)
      messageOrFault(() => decode(cut), cut.length)
    }
  }
})

test.each(FAMILIES)(
  '%s: mutated in up to four places, and what is read can be described and written back',
  (_, samples, lengthAt, decode, encode) => {
    const random = seeded(lengthAt + samples.length)
    let read = 0
    for (let round = 0; round < 20_000; round++) {
      const raw = samples[random(samples.length)]!.slice()
      for (let left = 1 + random(4); left > 0; left--) raw[random(raw.length)] = random(256)
      const whole = random(4) === 0 ? raw : relengthed(raw, lengthAt)
      const message = messageOrFault(() => decode(whole), whole.length)
      if (message === undefined) continue
      read++
      expect(describeMessage(message)).toMatch(/^\P{Cc}{2,600}$/u)
      expect(decode(encode(message as never))).toEqual(message)
    }
    expect(read).toBeGreaterThan(1000)
  },
)

test.each(['backend', 'frontend'] as const)('random bytes from the %s', (side) => {
  const random = seeded(side.length)
  for (let round = 0; round < 3000; round++) {
    const noise = Uint8Array.from({ length: random(80) }, () => random(256))
    const stream = random(2) === 0 ? noise : join(side === 'backend' ? BACKEND[random(BACKEND.length)]![1] : START_UP[0]![1], noise)
    messageOrFault(() => [...frames(stream)], stream.length)
    const splitter = new Splitter(side)
    const cut = random(stream.length)
    messageOrFault(() => [...splitter.push(stream.subarray(0, cut)), ...splitter.push(stream.subarray(cut))], stream.length)
    messageOrFault(() => decodeBackend(noise), noise.length)
    messageOrFault(() => decodeFrontend(noise, 'SASLInitialResponse'), noise.length)
    messageOrFault(() => decodeStartUpPacket(noise), noise.length)
  }
})

/** With the length field put right, so that the fault has to be found further in. */
function relengthed(raw: Uint8Array, lengthAt: 0 | 1): Uint8Array {
  if (raw.length >= lengthAt + 4) new DataView(raw.buffer).setInt32(lengthAt, raw.length - lengthAt)
  return raw
}

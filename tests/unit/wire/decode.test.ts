import { describe, expect, test } from 'vitest'
import { decodeBackend } from '../../../src/wire/decode-backend.ts'
import { decodeFrontend } from '../../../src/wire/decode-frontend.ts'
import { encodeBackend, encodeFrontend } from '../../../src/wire/encode.ts'
import type { BackendMessage, TypedFrontendMessage } from '../../../src/wire/messages.ts'
import { ProtocolError } from '../../../src/wire/protocol-error.ts'
import { decodeStartUpPacket } from '../../../src/wire/start-up-packet.ts'
import { BACKEND, bytes, FRONTEND, START_UP } from './samples.ts'

const named = <M extends { readonly type: string }>(samples: readonly (readonly [M, Uint8Array])[]) =>
  samples.map(([message, raw]) => [message.type, message, raw] as const)

/** What the failing `run` says, with its place. */
function fault(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof ProtocolError) return error.message
    throw error
  }
  return 'no fault'
}

describe('the server’s messages', () => {
  test.each(named(BACKEND))('%s is read', (_, message, raw) => expect(decodeBackend(raw)).toStrictEqual(message))
  test.each(named(BACKEND))('%s is written', (_, message, raw) => expect(encodeBackend(message)).toStrictEqual(raw))

  test('field letters of a later server are passed over', () => {
    const raw = bytes('E', 0, 0, 0, 27, 'SERROR', 0, 'C57014', 0, '!new', 0, 'Mm', 0, 0)
    expect(decodeBackend(raw)).toStrictEqual({ type: 'ErrorResponse', fields: { severity: 'ERROR', code: '57014', message: 'm' } })
  })

  test('text in another encoding does not stop the reading', () => {
    expect(decodeBackend(bytes('C', 0, 0, 0, 7, 'a', 0xe9, 0))).toEqual({ type: 'CommandComplete', tag: 'a\ufffd' })
  })

  test('the cancel key outlives the bytes it came in', () => {
    const raw = bytes('K', 0, 0, 0, 12, 0, 0, 0, 1, 1, 2, 3, 4)
    const message = decodeBackend(raw)
    raw.fill(0)
    expect(message).toMatchObject({ key: bytes(1, 2, 3, 4) })
  })
})

describe('the client’s messages', () => {
  test.each(named(FRONTEND))('%s is read', (_, message, raw) => expect(decodeFrontend(raw)).toStrictEqual(message))
  test.each(named(FRONTEND))('%s is written', (_, message, raw) => expect(encodeFrontend(message)).toStrictEqual(raw))
  test.each(named(START_UP))('%s is read', (_, message, raw) => expect(decodeStartUpPacket(raw)).toStrictEqual(message))
  test.each(named(START_UP))('%s is written', (_, message, raw) => expect(encodeFrontend(message)).toStrictEqual(raw))

  test.each<[Extract<TypedFrontendMessage, { type: 'SASLInitialResponse' | 'SASLResponse' | 'GSSResponse' }>, Uint8Array]>([
    [
      { type: 'SASLInitialResponse', mechanism: 'SCRAM-SHA-256', data: bytes('n,,') },
      bytes('p', 0, 0, 0, 25, 'SCRAM-SHA-256', 0, 0, 0, 0, 3, 'n,,'),
    ],
    [{ type: 'SASLInitialResponse', mechanism: 'OAUTHBEARER', data: null }, bytes('p', 0, 0, 0, 20, 'OAUTHBEARER', 0, 255, 255, 255, 255)],
    [{ type: 'SASLResponse', data: bytes('c=biws') }, bytes('p', 0, 0, 0, 10, 'c=biws')],
    [{ type: 'GSSResponse', data: bytes(0, 1) }, bytes('p', 0, 0, 0, 6, 0, 1)],
  ])('p is what the server awaited: $type', (message, raw) => {
    expect(decodeFrontend(raw, message.type)).toStrictEqual(message)
    expect(encodeFrontend(message)).toStrictEqual(raw)
  })

  test('65535 values fit a Bind', () => {
    const parameters = Array.from({ length: 65535 }, () => null)
    const raw = encodeFrontend({ type: 'Bind', portal: '', statement: '', parameterFormats: [], parameters, resultFormats: [] })
    expect(decodeFrontend(raw)).toMatchObject({ parameters: { length: 65535 } })
  })

  test('a parameter named __proto__ is only a parameter', () => {
    const raw = bytes(0, 0, 0, 21, 0, 3, 0, 0, '__proto__', 0, 'x', 0, 0)
    const message = decodeStartUpPacket(raw)
    expect(message.type === 'StartupMessage' && Object.entries(message.parameters)).toEqual([['__proto__', 'x']])
  })
})

describe('faults say what and where', () => {
  test.each([
    ['No message from the server has the code "Q", at byte 0', bytes('Q', 0, 0, 0, 4)],
    ['No message from the server has the code 0x00, at byte 0', bytes(0, 0, 0, 0, 4)],
    ['The message ends inside its code and length, at byte 4', bytes('Z', 0, 0, 0)],
    ['The message says it has 6 bytes, and has 7, at byte 1', bytes('Z', 0, 0, 0, 5, 'I', 'I')],
    ['A message cannot have the length 3, at byte 1', bytes('Z', 0, 0, 0, 3)],
    ['A message cannot have the length -1, at byte 1', bytes('Z', 255, 255, 255, 255, 'I')],
    ['Bytes left over at the end of the message: 1, at byte 6', bytes('Z', 0, 0, 0, 6, 'I', 'I')],
    ['A transaction status is I, T or E, not "X", at byte 5', bytes('Z', 0, 0, 0, 5, 'X')],
    [
      'The message ends inside value 2: 9 bytes needed, 1 there, at byte 16',
      bytes('D', 0, 0, 0, 16, 0, 2, 0, 0, 0, 1, 'a', 0, 0, 0, 9, 'b'),
    ],
    ['The length of value 1 is -2, at byte 7', bytes('D', 0, 0, 0, 10, 0, 1, 255, 255, 255, 254)],
    ['No zero byte ends the command tag, at byte 5', bytes('C', 0, 0, 0, 6, 'OK')],
    ['There is no authentication request 4, at byte 5', bytes('R', 0, 0, 0, 8, 0, 0, 0, 4)],
    ['A format is 0 (text) or 1 (binary), not 2, at byte 5', bytes('G', 0, 0, 0, 7, 2, 0, 0)],
    ['A report without severity, code or message, at byte 13', bytes('E', 0, 0, 0, 12, 'SFATAL', 0, 0)],
    ['A cancel key has 4 to 256 bytes, not 3, at byte 9', bytes('K', 0, 0, 0, 11, 0, 0, 0, 1, 1, 2, 3)],
    ['A cancel key has 4 to 256 bytes, not 257, at byte 9', bytes('K', 0, 0, 1, 9, 0, 0, 0, 1, ...new Uint8Array(257))],
  ])('%s', (expected, raw) => expect(fault(() => decodeBackend(raw))).toBe(expected))

  test.each([
    ['unsupported frontend protocol 2.0: server supports 3.0 to 3.2, at byte 4', bytes(0, 0, 0, 8, 0, 2, 0, 0)],
    ['A start-up packet cannot have the length 7, at byte 0', bytes(0, 0, 0, 7, 0, 3, 0)],
    ['A start-up packet cannot have the length 369295616, at byte 0', bytes(0x16, 3, 1, 0, 0, 0, 0, 0)],
    ['No zero byte ends a parameter value, at byte 13', bytes(0, 0, 0, 14, 0, 3, 0, 0, 'user', 0, 'r')],
    ['Bytes left over at the end of the message: 1, at byte 9', bytes(0, 0, 0, 10, 0, 3, 0, 0, 0, 0)],
    ['A cancel key has 4 to 256 bytes, not 0, at byte 12', bytes(0, 0, 0, 12, 4, 210, 22, 46, 0, 0, 0, 1)],
  ])('%s', (expected, raw) => expect(fault(() => decodeStartUpPacket(raw))).toBe(expected))

  test('a target that is neither statement nor portal', () => {
    expect(fault(() => decodeFrontend(bytes('D', 0, 0, 0, 6, 'X', 0)))).toBe('A target is S (statement) or P (portal), not "X", at byte 5')
  })

  test.each<[string, () => Uint8Array]>([
    ['Text with a zero byte cannot be sent, at byte 5', () => encodeFrontend({ type: 'Query', query: 'select 1\0; drop table t' })],
    [
      'An empty text would end the list, at byte 8',
      () => encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: { '': 'x' } }),
    ],
    [
      '65536 items do not fit a 16-bit count, at byte 5',
      () => encodeBackend({ type: 'ParameterDescription', typeOids: new Array<number>(65536).fill(23) }),
    ],
    [
      'A cancel key has 4 to 256 bytes, not 1, at byte 9',
      () => encodeBackend({ type: 'BackendKeyData', pid: 1, key: bytes(1) } satisfies BackendMessage),
    ],
  ])('refused when written: %s', (expected, write) => expect(fault(write)).toBe(expected))
})

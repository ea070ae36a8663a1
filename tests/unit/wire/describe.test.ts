import { describe, expect, test } from 'vitest'
import { describeMessage } from '../../../src/wire/describe.ts'
import type { BackendMessage, FrontendMessage } from '../../../src/wire/messages.ts'
import { oneLine, showValue } from '../../../src/wire/plain-text.ts'
import { BACKEND, bytes, FRONTEND, START_UP } from './samples.ts'

const report = (severity: string, code: string, message: string): BackendMessage => ({
  type: 'ErrorResponse',
  fields: { severity, code, message },
})

test.each<[string, BackendMessage | FrontendMessage]>([
  ['Query: select pg_sleep(2)', { type: 'Query', query: 'select pg_sleep(2)' }],
  ['Query: select 1 from t', { type: 'Query', query: '\n  select 1\n    from t\n' }],
  ['Query: (empty)', { type: 'Query', query: '' }],
  ['Error 57014: canceling statement due to statement timeout', report('ERROR', '57014', 'canceling statement due to statement timeout')],
  [
    'Fatal error 57P05, the session ends: terminating connection due to idle-session timeout',
    report('FATAL', '57P05', 'terminating connection due to idle-session timeout'),
  ],
  [
    'Error 42P01: Relation »t« existiert nicht',
    {
      type: 'ErrorResponse',
      fields: { severity: 'FEHLER', severityNonlocalized: 'ERROR', code: '42P01', message: 'Relation »t« existiert nicht' },
    },
  ],
  ['NOTICE: hello', { type: 'NoticeResponse', fields: { severity: 'NOTICE', code: '00000', message: 'hello' } }],
  ['Warning 25P01: there is no transaction in progress', BACKEND.find(([{ type }]) => type === 'NoticeResponse')![0]],
  ['Ready for the next query, no transaction open', { type: 'ReadyForQuery', status: 'I' }],
  ['Ready for the next query, a transaction is open', { type: 'ReadyForQuery', status: 'T' }],
  ['Ready for the next query, the transaction has failed and must be rolled back', { type: 'ReadyForQuery', status: 'E' }],
  ['Done: SELECT, 1 row', { type: 'CommandComplete', tag: 'SELECT 1' }],
  ['Done: INSERT, 3 rows', { type: 'CommandComplete', tag: 'INSERT 0 3' }],
  ['Done: UPDATE, 0 rows', { type: 'CommandComplete', tag: 'UPDATE 0' }],
  ['Done: BEGIN', { type: 'CommandComplete', tag: 'BEGIN' }],
  ["Row: 42, NULL, ''", BACKEND.find(([{ type }]) => type === 'DataRow')![0]],
  ['Rows follow with the columns id, n', BACKEND.find(([{ type }]) => type === 'RowDescription')![0]],
  ['TimeZone is UTC', { type: 'ParameterStatus', name: 'TimeZone', value: 'UTC' }],
  ['Notification on jobs from process 7: new', { type: 'NotificationResponse', pid: 7, channel: 'jobs', payload: 'new' }],
  ['Notification on jobs from process 7', { type: 'NotificationResponse', pid: 7, channel: 'jobs', payload: '' }],
  ['The newest protocol spoken here is 3.2', { type: 'NegotiateProtocolVersion', newestVersion: 196610, unrecognizedOptions: [] }],
  ['Open a session as reader in the database lab, protocol 3.0', START_UP[0]![0]],
  [
    'Open a session as reader in the database reader, protocol 3.2',
    { type: 'StartupMessage', minorVersion: 2, parameters: { user: 'reader' } },
  ],
  ['Cancel what process 4242 is doing', { type: 'CancelRequest', pid: 4242, key: bytes(1, 2, 3, 4) }],
  ['Prepare the statement s1: select $1', FRONTEND.find(([{ type }]) => type === 'Parse')![0]],
  ['Fill the unnamed statement with 2 bytes, NULL, as the filled-in statement p', FRONTEND[2]![0]],
  ['Run the unnamed filled-in statement for at most 100 rows', { type: 'Execute', portal: '', rowLimit: 100 }],
])('%s', (sentence, message) => expect(describeMessage(message)).toBe(sentence))

test('every message has a sentence, on one line', () => {
  for (const [message] of [...BACKEND, ...START_UP, ...FRONTEND]) expect(describeMessage(message)).toMatch(/^\p{Lu}\P{Cc}+[^.\s]$/u)
})

test('secrets are not told', () => {
  const secret = 'tr0ub4dor'
  const messages: FrontendMessage[] = [
    { type: 'PasswordMessage', password: secret },
    { type: 'SASLInitialResponse', mechanism: 'SCRAM-SHA-256', data: bytes(secret) },
    { type: 'SASLResponse', data: bytes(secret) },
    { type: 'CancelRequest', pid: 1, key: bytes(secret) },
  ]
  for (const message of messages) expect(describeMessage(message)).not.toContain(secret)
})

describe('oneLine', () => {
  test.each([
    ['a text that fits', 'a text that fits', 16],
    ['a text that…', 'a text that doesn’t', 13],
    ['unbrokenunbro…', 'unbrokenunbrokenunbroken', 14],
    ['abc…', 'abc😀😀', 5],
    ['a b', ' a \r\n\u0000 b ', 10],
    ['', '', 10],
  ])('%j', (expected, text, limit) => expect(oneLine(text, limit)).toBe(expected))

  test('looks at the beginning of a long text only', () => {
    expect(oneLine(`${' '.repeat(10_000_000)}x`, 20)).toBe('…')
  })
})

describe('showValue', () => {
  test.each([
    ['NULL', null],
    ["''", bytes()],
    ['a b', bytes('a\nb')],
    ['4 bytes', bytes(0, 0, 0, 1)],
    ['1 byte', bytes(0xff)],
    [`${'é'.repeat(9)}…`, bytes('é'.repeat(30))],
  ])('%s', (expected, value) => expect(showValue(value, 10)).toBe(expected))
})

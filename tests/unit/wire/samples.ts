/** Each message beside its bytes, written out by hand from the chapter "Message Formats" of PostgreSQL's documentation. */
import type { BackendMessage, FrontendMessage } from '../../../src/wire/messages.ts'

/** Numbers are bytes; text is its UTF-8 bytes, with no zero at the end. */
export function bytes(...parts: readonly (number | string)[]): Uint8Array {
  const encoder = new TextEncoder()
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...encoder.encode(part)])))
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

type Sample<M> = readonly [M, Uint8Array]

const longKey = Array.from({ length: 32 }, (_, index) => 0xe0 + index)

export const BACKEND: readonly Sample<BackendMessage>[] = [
  [{ type: 'AuthenticationOk' }, bytes('R', 0, 0, 0, 8, 0, 0, 0, 0)],
  [{ type: 'AuthenticationKerberosV5' }, bytes('R', 0, 0, 0, 8, 0, 0, 0, 2)],
  [{ type: 'AuthenticationCleartextPassword' }, bytes('R', 0, 0, 0, 8, 0, 0, 0, 3)],
  [{ type: 'AuthenticationMD5Password', salt: bytes(1, 2, 3, 255) }, bytes('R', 0, 0, 0, 12, 0, 0, 0, 5, 1, 2, 3, 255)],
  [{ type: 'AuthenticationGSS' }, bytes('R', 0, 0, 0, 8, 0, 0, 0, 7)],
  [{ type: 'AuthenticationGSSContinue', data: bytes(9, 0) }, bytes('R', 0, 0, 0, 10, 0, 0, 0, 8, 9, 0)],
  [{ type: 'AuthenticationSSPI' }, bytes('R', 0, 0, 0, 8, 0, 0, 0, 9)],
  [
    { type: 'AuthenticationSASL', mechanisms: ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256'] },
    bytes('R', 0, 0, 0, 42, 0, 0, 0, 10, 'SCRAM-SHA-256-PLUS', 0, 'SCRAM-SHA-256', 0, 0),
  ],
  [{ type: 'AuthenticationSASLContinue', data: bytes('r=x') }, bytes('R', 0, 0, 0, 11, 0, 0, 0, 11, 'r=x')],
  [{ type: 'AuthenticationSASLFinal', data: bytes('v=y') }, bytes('R', 0, 0, 0, 11, 0, 0, 0, 12, 'v=y')],
  [{ type: 'BackendKeyData', pid: 4242, key: bytes(1, 2, 3, 4) }, bytes('K', 0, 0, 0, 12, 0, 0, 0x10, 0x92, 1, 2, 3, 4)],
  [{ type: 'BackendKeyData', pid: 1, key: bytes(...longKey) }, bytes('K', 0, 0, 0, 40, 0, 0, 0, 1, ...longKey)],
  [{ type: 'BindComplete' }, bytes('2', 0, 0, 0, 4)],
  [{ type: 'CloseComplete' }, bytes('3', 0, 0, 0, 4)],
  [{ type: 'CommandComplete', tag: 'SELECT 2' }, bytes('C', 0, 0, 0, 13, 'SELECT 2', 0)],
  [{ type: 'CopyBothResponse', format: 'text', columnFormats: [] }, bytes('W', 0, 0, 0, 7, 0, 0, 0)],
  [{ type: 'CopyData', data: bytes('1\ta\n') }, bytes('d', 0, 0, 0, 8, '1\ta\n')],
  [{ type: 'CopyDone' }, bytes('c', 0, 0, 0, 4)],
  [{ type: 'CopyInResponse', format: 'text', columnFormats: ['text', 'text'] }, bytes('G', 0, 0, 0, 11, 0, 0, 2, 0, 0, 0, 0)],
  [{ type: 'CopyOutResponse', format: 'binary', columnFormats: ['binary'] }, bytes('H', 0, 0, 0, 9, 1, 0, 1, 0, 1)],
  [
    { type: 'DataRow', values: [bytes('42'), null, bytes()] },
    bytes('D', 0, 0, 0, 20, 0, 3, 0, 0, 0, 2, '42', 255, 255, 255, 255, 0, 0, 0, 0),
  ],
  [{ type: 'EmptyQueryResponse' }, bytes('I', 0, 0, 0, 4)],
  [
    {
      type: 'ErrorResponse',
      fields: {
        severity: 'ERROR',
        severityNonlocalized: 'ERROR',
        code: '57014',
        message: 'canceling statement due to statement timeout',
        file: 'postgres.c',
        line: '3436',
        routine: 'ProcessInterrupts',
      },
    },
    bytes(
      ...['E', 0, 0, 0, 109, 'SERROR', 0, 'VERROR', 0, 'C57014', 0],
      ...['Mcanceling statement due to statement timeout', 0, 'Fpostgres.c', 0, 'L3436', 0, 'RProcessInterrupts', 0, 0],
    ),
  ],
  [
    {
      type: 'ErrorResponse',
      fields: {
        severity: 'FEHLER',
        severityNonlocalized: 'ERROR',
        code: '23505',
        message: 'm',
        detail: 'd',
        hint: 'h',
        position: '7',
        internalPosition: '8',
        internalQuery: 'q',
        where: 'w',
        schemaName: 's',
        tableName: 't',
        columnName: 'c',
        dataTypeName: 'y',
        constraintName: 'n',
      },
    },
    bytes(
      ...['E', 0, 0, 0, 63, 'SFEHLER', 0, 'VERROR', 0, 'C23505', 0, 'Mm', 0, 'Dd', 0, 'Hh', 0],
      ...['P7', 0, 'p8', 0, 'qq', 0, 'Ww', 0, 'ss', 0, 'tt', 0, 'cc', 0, 'dy', 0, 'nn', 0, 0],
    ),
  ],
  [{ type: 'FunctionCallResponse', value: bytes(0, 7) }, bytes('V', 0, 0, 0, 10, 0, 0, 0, 2, 0, 7)],
  [{ type: 'FunctionCallResponse', value: null }, bytes('V', 0, 0, 0, 8, 255, 255, 255, 255)],
  [
    { type: 'NegotiateProtocolVersion', newestVersion: 196610, unrecognizedOptions: ['_pq_.x'] },
    bytes('v', 0, 0, 0, 19, 0, 3, 0, 2, 0, 0, 0, 1, '_pq_.x', 0),
  ],
  [{ type: 'NoData' }, bytes('n', 0, 0, 0, 4)],
  [
    { type: 'NoticeResponse', fields: { severity: 'WARNING', code: '25P01', message: 'there is no transaction in progress' } },
    bytes('N', 0, 0, 0, 58, 'SWARNING', 0, 'C25P01', 0, 'Mthere is no transaction in progress', 0, 0),
  ],
  [
    { type: 'NotificationResponse', pid: 258, channel: 'jobs', payload: 'é' },
    bytes('A', 0, 0, 0, 16, 0, 0, 1, 2, 'jobs', 0, 0xc3, 0xa9, 0),
  ],
  [{ type: 'ParameterDescription', typeOids: [23, 4294967295] }, bytes('t', 0, 0, 0, 14, 0, 2, 0, 0, 0, 23, 255, 255, 255, 255)],
  [{ type: 'ParameterStatus', name: 'TimeZone', value: 'UTC' }, bytes('S', 0, 0, 0, 17, 'TimeZone', 0, 'UTC', 0)],
  [{ type: 'ParseComplete' }, bytes('1', 0, 0, 0, 4)],
  [{ type: 'PortalSuspended' }, bytes('s', 0, 0, 0, 4)],
  [{ type: 'ReadyForQuery', status: 'I' }, bytes('Z', 0, 0, 0, 5, 'I')],
  [{ type: 'ReadyForQuery', status: 'T' }, bytes('Z', 0, 0, 0, 5, 'T')],
  [{ type: 'ReadyForQuery', status: 'E' }, bytes('Z', 0, 0, 0, 5, 'E')],
  [
    {
      type: 'RowDescription',
      columns: [
        { name: 'id', tableOid: 16385, columnNumber: 1, typeOid: 23, typeSize: 4, typeModifier: -1, format: 'text' },
        { name: 'n', tableOid: 0, columnNumber: -2, typeOid: 25, typeSize: -1, typeModifier: 36, format: 'binary' },
      ],
    },
    bytes(
      ...['T', 0, 0, 0, 47, 0, 2],
      ...['id', 0, 0, 0, 0x40, 1, 0, 1, 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0],
      ...['n', 0, 0, 0, 0, 0, 255, 254, 0, 0, 0, 25, 255, 255, 0, 0, 0, 36, 0, 1],
    ),
  ],
]

export const START_UP: readonly Sample<FrontendMessage>[] = [
  [
    { type: 'StartupMessage', minorVersion: 0, parameters: { user: 'reader', database: 'lab' } },
    bytes(0, 0, 0, 34, 0, 3, 0, 0, 'user', 0, 'reader', 0, 'database', 0, 'lab', 0, 0),
  ],
  [{ type: 'StartupMessage', minorVersion: 2, parameters: { user: '' } }, bytes(0, 0, 0, 15, 0, 3, 0, 2, 'user', 0, 0, 0)],
  [{ type: 'CancelRequest', pid: 4242, key: bytes(1, 2, 3, 4) }, bytes(0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0x10, 0x92, 1, 2, 3, 4)],
  [{ type: 'CancelRequest', pid: 1, key: bytes(...longKey) }, bytes(0, 0, 0, 44, 4, 210, 22, 46, 0, 0, 0, 1, ...longKey)],
  [{ type: 'SSLRequest' }, bytes(0, 0, 0, 8, 4, 210, 22, 47)],
  [{ type: 'GSSENCRequest' }, bytes(0, 0, 0, 8, 4, 210, 22, 48)],
]

export const FRONTEND: readonly Sample<FrontendMessage>[] = [
  [{ type: 'PasswordMessage', password: 'reader' }, bytes('p', 0, 0, 0, 11, 'reader', 0)],
  [
    { type: 'Bind', portal: '', statement: 's', parameterFormats: [], parameters: [], resultFormats: [] },
    bytes('B', 0, 0, 0, 13, 0, 's', 0, 0, 0, 0, 0, 0, 0),
  ],
  [
    { type: 'Bind', portal: 'p', statement: '', parameterFormats: ['binary'], parameters: [bytes(0, 5), null], resultFormats: ['text'] },
    bytes('B', 0, 0, 0, 27, 'p', 0, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, 2, 0, 5, 255, 255, 255, 255, 0, 1, 0, 0),
  ],
  [{ type: 'Close', target: 'portal', name: 'p' }, bytes('C', 0, 0, 0, 7, 'P', 'p', 0)],
  [{ type: 'CopyData', data: bytes(0, 1) }, bytes('d', 0, 0, 0, 6, 0, 1)],
  [{ type: 'CopyDone' }, bytes('c', 0, 0, 0, 4)],
  [{ type: 'CopyFail', reason: 'no' }, bytes('f', 0, 0, 0, 7, 'no', 0)],
  [{ type: 'Describe', target: 'statement', name: '' }, bytes('D', 0, 0, 0, 6, 'S', 0)],
  [{ type: 'Execute', portal: '', rowLimit: 100 }, bytes('E', 0, 0, 0, 9, 0, 0, 0, 0, 100)],
  [{ type: 'Flush' }, bytes('H', 0, 0, 0, 4)],
  [
    { type: 'FunctionCall', functionOid: 1598, argumentFormats: ['text'], arguments: [bytes('1')], resultFormat: 'binary' },
    bytes('F', 0, 0, 0, 21, 0, 0, 6, 0x3e, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, '1', 0, 1),
  ],
  [
    { type: 'Parse', statement: 's1', query: 'select $1', parameterTypeOids: [25] },
    bytes('P', 0, 0, 0, 23, 's1', 0, 'select $1', 0, 0, 1, 0, 0, 0, 25),
  ],
  [{ type: 'Query', query: 'select 1' }, bytes('Q', 0, 0, 0, 13, 'select 1', 0)],
  [{ type: 'Sync' }, bytes('S', 0, 0, 0, 4)],
  [{ type: 'Terminate' }, bytes('X', 0, 0, 0, 4)],
]

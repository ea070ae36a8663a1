/** What the server says: one whole message's bytes to a value. */
import type { ByteReader } from './byte-reader.ts'
import { AUTHENTICATION_CODES } from './codes.ts'
import { readFormat, readFormats } from './formats.ts'
import { nameCode, openMessage } from './frames.ts'
import type { AuthenticationMessage, BackendMessage, Column, TransactionStatus } from './messages.ts'
import { ProtocolError } from './protocol-error.ts'
import { readReport } from './report.ts'
import { readKey } from './start-up-packet.ts'

export function decodeBackend(message: Uint8Array): BackendMessage {
  const { code, body } = openMessage(message)
  const decoded = decodeBody(code, body)
  body.end()
  return decoded
}

function decodeBody(code: string, body: ByteReader): BackendMessage {
  switch (code) {
    case 'R':
      return decodeAuthentication(body)
    case 'K':
      return { type: 'BackendKeyData', pid: body.int32('the process ID'), key: readKey(body) }
    case 'S':
      return { type: 'ParameterStatus', name: body.text('the name'), value: body.text('the value') }
    case 'Z':
      return { type: 'ReadyForQuery', status: readStatus(body) }
    case 'T':
      return { type: 'RowDescription', columns: body.list('columns', () => readColumn(body)) }
    case 'D':
      return { type: 'DataRow', values: body.list('values', (index) => body.value(`value ${index + 1}`)) }
    case 'C':
      return { type: 'CommandComplete', tag: body.text('the command tag') }
    case 'I':
      return { type: 'EmptyQueryResponse' }
    case 'E':
      return { type: 'ErrorResponse', fields: readReport(body) }
    case 'N':
      return { type: 'NoticeResponse', fields: readReport(body) }
    case 'A':
      return {
        type: 'NotificationResponse',
        pid: body.int32('the process ID'),
        channel: body.text('the channel'),
        payload: body.text('the payload'),
      }
    case '1':
      return { type: 'ParseComplete' }
    case '2':
      return { type: 'BindComplete' }
    case '3':
      return { type: 'CloseComplete' }
    case 'n':
      return { type: 'NoData' }
    case 's':
      return { type: 'PortalSuspended' }
    case 't':
      return { type: 'ParameterDescription', typeOids: body.list('parameters', () => body.uint32('a type')) }
    case 'G':
      return { type: 'CopyInResponse', ...readCopyStart(body) }
    case 'H':
      return { type: 'CopyOutResponse', ...readCopyStart(body) }
    case 'W':
      return { type: 'CopyBothResponse', ...readCopyStart(body) }
    case 'd':
      return { type: 'CopyData', data: body.rest() }
    case 'c':
      return { type: 'CopyDone' }
    case 'V':
      return { type: 'FunctionCallResponse', value: body.value('the result') }
    case 'v':
      return { type: 'NegotiateProtocolVersion', newestVersion: body.int32('the version'), unrecognizedOptions: readOptions(body) }
    default:
      throw new ProtocolError(`No message from the server has the code ${nameCode(code)}`, 0)
  }
}

function decodeAuthentication(body: ByteReader): AuthenticationMessage {
  const request = body.int32('the kind of authentication')
  switch (request) {
    case AUTHENTICATION_CODES.AuthenticationOk:
      return { type: 'AuthenticationOk' }
    case AUTHENTICATION_CODES.AuthenticationKerberosV5:
      return { type: 'AuthenticationKerberosV5' }
    case AUTHENTICATION_CODES.AuthenticationCleartextPassword:
      return { type: 'AuthenticationCleartextPassword' }
    case AUTHENTICATION_CODES.AuthenticationMD5Password:
      return { type: 'AuthenticationMD5Password', salt: body.bytes(4, 'the salt') }
    case AUTHENTICATION_CODES.AuthenticationGSS:
      return { type: 'AuthenticationGSS' }
    case AUTHENTICATION_CODES.AuthenticationGSSContinue:
      return { type: 'AuthenticationGSSContinue', data: body.rest() }
    case AUTHENTICATION_CODES.AuthenticationSSPI:
      return { type: 'AuthenticationSSPI' }
    case AUTHENTICATION_CODES.AuthenticationSASL:
      return { type: 'AuthenticationSASL', mechanisms: body.texts('a mechanism') }
    case AUTHENTICATION_CODES.AuthenticationSASLContinue:
      return { type: 'AuthenticationSASLContinue', data: body.rest() }
    case AUTHENTICATION_CODES.AuthenticationSASLFinal:
      return { type: 'AuthenticationSASLFinal', data: body.rest() }
    default:
      throw new ProtocolError(`There is no authentication request ${request}`, 5)
  }
}

function readStatus(body: ByteReader): TransactionStatus {
  const status = String.fromCharCode(body.uint8('the transaction status'))
  if (status === 'I' || status === 'T' || status === 'E') return status
  throw new ProtocolError(`A transaction status is I, T or E, not ${nameCode(status)}`, body.offset - 1)
}

function readColumn(body: ByteReader): Column {
  return {
    name: body.text('a column name'),
    tableOid: body.uint32('the table'),
    columnNumber: body.int16('the column number'),
    typeOid: body.uint32('the type'),
    typeSize: body.int16('the type size'),
    typeModifier: body.int32('the type modifier'),
    format: readFormat(body),
  }
}

function readCopyStart(body: ByteReader) {
  return { format: readFormat(body, 1), columnFormats: readFormats(body, 'columns') }
}

/** The one list with a 32-bit count. */
function readOptions(body: ByteReader): string[] {
  const count = body.uint32('the number of options')
  const options: string[] = []
  while (options.length < count) options.push(body.text('an option'))
  return options
}

/** Messages to bytes, in both directions: the tests play either side, and so does the listener. */
import { ByteWriter } from './byte-writer.ts'
import { AUTHENTICATION, AUTHENTICATION_CODES, BACKEND_CODES, FRONTEND_CODES } from './codes.ts'
import { formatCode, writeFormats } from './formats.ts'
import type { AuthenticationMessage, BackendMessage, FrontendMessage } from './messages.ts'
import { writeReport } from './report.ts'
import { checkKey, encodeStartUpPacket } from './start-up-packet.ts'

export function encodeFrontend(message: FrontendMessage): Uint8Array {
  switch (message.type) {
    case 'StartupMessage':
    case 'CancelRequest':
    case 'SSLRequest':
    case 'GSSENCRequest':
      return encodeStartUpPacket(message)
  }
  const body = new ByteWriter(FRONTEND_CODES[message.type])
  switch (message.type) {
    case 'Query':
      body.text(message.query)
      break
    case 'Parse':
      body.text(message.statement).text(message.query)
      body.list(message.parameterTypeOids, (oid) => body.int32(oid))
      break
    case 'Bind':
      body.text(message.portal).text(message.statement)
      writeFormats(body, message.parameterFormats)
      body.list(message.parameters, (value) => body.value(value))
      writeFormats(body, message.resultFormats)
      break
    case 'Describe':
    case 'Close':
      body.uint8((message.target === 'statement' ? 'S' : 'P').charCodeAt(0)).text(message.name)
      break
    case 'Execute':
      body.text(message.portal).int32(message.rowLimit)
      break
    case 'FunctionCall':
      body.int32(message.functionOid)
      writeFormats(body, message.argumentFormats)
      body.list(message.arguments, (value) => body.value(value))
      body.int16(formatCode(message.resultFormat))
      break
    case 'PasswordMessage':
      body.text(message.password)
      break
    case 'SASLInitialResponse':
      body.text(message.mechanism).value(message.data)
      break
    case 'SASLResponse':
    case 'GSSResponse':
    case 'CopyData':
      body.bytes(message.data)
      break
    case 'CopyFail':
      body.text(message.reason)
      break
    case 'CopyDone':
    case 'Flush':
    case 'Sync':
    case 'Terminate':
      break
    default:
      message satisfies never
  }
  return body.finish()
}

export function encodeBackend(message: BackendMessage): Uint8Array {
  if (isAuthentication(message)) return encodeAuthentication(message)
  const body = new ByteWriter(BACKEND_CODES[message.type])
  switch (message.type) {
    case 'BackendKeyData':
      body.int32(message.pid).bytes(checkKey(message.key, 9))
      break
    case 'ParameterStatus':
      body.text(message.name).text(message.value)
      break
    case 'ReadyForQuery':
      body.uint8(message.status.charCodeAt(0))
      break
    case 'RowDescription':
      body.list(message.columns, (column) => {
        body.text(column.name).int32(column.tableOid).int16(column.columnNumber)
        body.int32(column.typeOid).int16(column.typeSize).int32(column.typeModifier).int16(formatCode(column.format))
      })
      break
    case 'DataRow':
      body.list(message.values, (value) => body.value(value))
      break
    case 'CommandComplete':
      body.text(message.tag)
      break
    case 'ErrorResponse':
    case 'NoticeResponse':
      writeReport(body, message.fields)
      break
    case 'NotificationResponse':
      body.int32(message.pid).text(message.channel).text(message.payload)
      break
    case 'ParameterDescription':
      body.list(message.typeOids, (oid) => body.int32(oid))
      break
    case 'CopyInResponse':
    case 'CopyOutResponse':
    case 'CopyBothResponse':
      writeFormats(body.uint8(formatCode(message.format)), message.columnFormats)
      break
    case 'CopyData':
      body.bytes(message.data)
      break
    case 'FunctionCallResponse':
      body.value(message.value)
      break
    case 'NegotiateProtocolVersion':
      body.int32(message.newestVersion).int32(message.unrecognizedOptions.length)
      for (const option of message.unrecognizedOptions) body.text(option)
      break
    case 'BindComplete':
    case 'CloseComplete':
    case 'CopyDone':
    case 'EmptyQueryResponse':
    case 'NoData':
    case 'ParseComplete':
    case 'PortalSuspended':
      break
    default:
      message satisfies never
  }
  return body.finish()
}

function isAuthentication(message: BackendMessage): message is AuthenticationMessage {
  return Object.hasOwn(AUTHENTICATION_CODES, message.type)
}

function encodeAuthentication(message: AuthenticationMessage): Uint8Array {
  const body = new ByteWriter(AUTHENTICATION).int32(AUTHENTICATION_CODES[message.type])
  if (message.type === 'AuthenticationSASL') {
    for (const mechanism of message.mechanisms) body.listedText(mechanism)
    return body.uint8(0).finish()
  }
  if ('salt' in message) body.bytes(message.salt)
  if ('data' in message) body.bytes(message.data)
  return body.finish()
}

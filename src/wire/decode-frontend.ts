/** What the client says once the session is open: one whole message's bytes to a value. */
import type { ByteReader } from './byte-reader.ts'
import { readFormat, readFormats } from './formats.ts'
import { nameCode, openMessage } from './frames.ts'
import type { AuthenticationAnswer, Target, TypedFrontendMessage } from './messages.ts'
import { ProtocolError } from './protocol-error.ts'

/** `awaited` says what the server asked for, as the answers to it all look the same. */
export function decodeFrontend(message: Uint8Array, awaited: AuthenticationAnswer['type'] = 'PasswordMessage'): TypedFrontendMessage {
  const { code, body } = openMessage(message)
  const decoded = code === 'p' ? decodeAnswer(awaited, body) : decodeBody(code, body)
  body.end()
  return decoded
}

function decodeBody(code: string, body: ByteReader): TypedFrontendMessage {
  switch (code) {
    case 'Q':
      return { type: 'Query', query: body.text('the query') }
    case 'P':
      return {
        type: 'Parse',
        statement: body.text('the statement name'),
        query: body.text('the query'),
        parameterTypeOids: body.list('parameter types', () => body.uint32('a parameter type')),
      }
    case 'B':
      return {
        type: 'Bind',
        portal: body.text('the portal name'),
        statement: body.text('the statement name'),
        parameterFormats: readFormats(body, 'parameter formats'),
        parameters: body.list('parameters', (index) => body.value(`parameter ${index + 1}`)),
        resultFormats: readFormats(body, 'result formats'),
      }
    case 'D':
      return { type: 'Describe', target: readTarget(body), name: body.text('the name') }
    case 'E':
      return { type: 'Execute', portal: body.text('the portal name'), rowLimit: body.int32('the row limit') }
    case 'C':
      return { type: 'Close', target: readTarget(body), name: body.text('the name') }
    case 'S':
      return { type: 'Sync' }
    case 'H':
      return { type: 'Flush' }
    case 'X':
      return { type: 'Terminate' }
    case 'd':
      return { type: 'CopyData', data: body.rest() }
    case 'c':
      return { type: 'CopyDone' }
    case 'f':
      return { type: 'CopyFail', reason: body.text('the reason') }
    case 'F':
      return {
        type: 'FunctionCall',
        functionOid: body.uint32('the function'),
        argumentFormats: readFormats(body, 'argument formats'),
        arguments: body.list('arguments', (index) => body.value(`argument ${index + 1}`)),
        resultFormat: readFormat(body),
      }
    default:
      throw new ProtocolError(`No message from the client has the code ${nameCode(code)}`, 0)
  }
}

function decodeAnswer(awaited: AuthenticationAnswer['type'], body: ByteReader): AuthenticationAnswer {
  switch (awaited) {
    case 'PasswordMessage':
      return { type: 'PasswordMessage', password: body.text('the password') }
    case 'SASLInitialResponse':
      return { type: 'SASLInitialResponse', mechanism: body.text('the mechanism'), data: body.value('the response') }
    case 'SASLResponse':
    case 'GSSResponse':
      return { type: awaited, data: body.rest() }
  }
}

function readTarget(body: ByteReader): Target {
  const letter = String.fromCharCode(body.uint8('the kind of target'))
  if (letter === 'S') return 'statement'
  if (letter === 'P') return 'portal'
  throw new ProtocolError(`A target is S (statement) or P (portal), not ${nameCode(letter)}`, body.offset - 1)
}

/** The byte each message begins with, and the numbers that take its place where there is none. */
import type { AuthenticationMessage, BackendMessage, StartUpPacket, TypedFrontendMessage } from './messages.ts'

export const AUTHENTICATION_CODES = {
  AuthenticationOk: 0,
  AuthenticationKerberosV5: 2,
  AuthenticationCleartextPassword: 3,
  AuthenticationMD5Password: 5,
  AuthenticationGSS: 7,
  AuthenticationGSSContinue: 8,
  AuthenticationSSPI: 9,
  AuthenticationSASL: 10,
  AuthenticationSASLContinue: 11,
  AuthenticationSASLFinal: 12,
} as const satisfies Record<AuthenticationMessage['type'], number>

type PlainBackendType = Exclude<BackendMessage, AuthenticationMessage>['type']

export const AUTHENTICATION = 'R'

export const BACKEND_CODES = {
  BackendKeyData: 'K',
  BindComplete: '2',
  CloseComplete: '3',
  CommandComplete: 'C',
  CopyBothResponse: 'W',
  CopyData: 'd',
  CopyDone: 'c',
  CopyInResponse: 'G',
  CopyOutResponse: 'H',
  DataRow: 'D',
  EmptyQueryResponse: 'I',
  ErrorResponse: 'E',
  FunctionCallResponse: 'V',
  NegotiateProtocolVersion: 'v',
  NoData: 'n',
  NoticeResponse: 'N',
  NotificationResponse: 'A',
  ParameterDescription: 't',
  ParameterStatus: 'S',
  ParseComplete: '1',
  PortalSuspended: 's',
  ReadyForQuery: 'Z',
  RowDescription: 'T',
} as const satisfies Record<PlainBackendType, string>

export const FRONTEND_CODES = {
  Bind: 'B',
  Close: 'C',
  CopyData: 'd',
  CopyDone: 'c',
  CopyFail: 'f',
  Describe: 'D',
  Execute: 'E',
  Flush: 'H',
  FunctionCall: 'F',
  GSSResponse: 'p',
  Parse: 'P',
  PasswordMessage: 'p',
  Query: 'Q',
  SASLInitialResponse: 'p',
  SASLResponse: 'p',
  Sync: 'S',
  Terminate: 'X',
} as const satisfies Record<TypedFrontendMessage['type'], string>

/** Messages of a client that may be long. */
export const LONG_FRONTEND_CODES: ReadonlySet<string> = new Set(
  (['Bind', 'CopyData', 'FunctionCall', 'Parse', 'PasswordMessage', 'Query'] as const).map((type) => FRONTEND_CODES[type]),
)

/** They stand where a StartupMessage has its version, and were chosen to be no version: major 1234. */
export const REQUEST_CODES = {
  CancelRequest: 80877102,
  SSLRequest: 80877103,
  GSSENCRequest: 80877104,
} as const satisfies Record<Exclude<StartUpPacket['type'], 'StartupMessage'>, number>

export const MAJOR_VERSION = 3

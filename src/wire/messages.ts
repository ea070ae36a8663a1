/**
 * The messages of PostgreSQL's protocol 3.0 and 3.2 under their names in its documentation. Types only.
 *
 * Bytes inside a decoded message are views of the bytes it was decoded from: copy what must outlive them.
 */
import type { ReportFields } from './report.ts'

export type TransactionStatus = 'I' | 'T' | 'E'

export type Format = 'text' | 'binary'

/** Bytes in the format announced elsewhere; null is SQL's NULL. */
export type Value = Uint8Array | null

export interface Column {
  readonly name: string
  /** 0 unless the column is one of a table's own. */
  readonly tableOid: number
  readonly columnNumber: number
  readonly typeOid: number
  /** In bytes; negative if it varies. */
  readonly typeSize: number
  readonly typeModifier: number
  readonly format: Format
}

interface CopyStart {
  readonly format: Format
  readonly columnFormats: readonly Format[]
}

/** These go both ways. */
type CopyMessage = { readonly type: 'CopyData'; readonly data: Uint8Array } | { readonly type: 'CopyDone' }

export type AuthenticationMessage =
  | { readonly type: 'AuthenticationOk' }
  | { readonly type: 'AuthenticationKerberosV5' }
  | { readonly type: 'AuthenticationCleartextPassword' }
  | { readonly type: 'AuthenticationMD5Password'; readonly salt: Uint8Array }
  | { readonly type: 'AuthenticationGSS' }
  | { readonly type: 'AuthenticationGSSContinue'; readonly data: Uint8Array }
  | { readonly type: 'AuthenticationSSPI' }
  | { readonly type: 'AuthenticationSASL'; readonly mechanisms: readonly string[] }
  | { readonly type: 'AuthenticationSASLContinue'; readonly data: Uint8Array }
  | { readonly type: 'AuthenticationSASLFinal'; readonly data: Uint8Array }

export type BackendMessage =
  | AuthenticationMessage
  | CopyMessage
  /** The key has 4 bytes in protocol 3.0, 4 to 256 in 3.2. It is a copy, as it is kept for a later CancelRequest. */
  | { readonly type: 'BackendKeyData'; readonly pid: number; readonly key: Uint8Array }
  | { readonly type: 'BindComplete' }
  | { readonly type: 'CloseComplete' }
  | { readonly type: 'CommandComplete'; readonly tag: string }
  | ({ readonly type: 'CopyInResponse' } & CopyStart)
  | ({ readonly type: 'CopyOutResponse' } & CopyStart)
  | ({ readonly type: 'CopyBothResponse' } & CopyStart)
  | { readonly type: 'DataRow'; readonly values: readonly Value[] }
  | { readonly type: 'EmptyQueryResponse' }
  | { readonly type: 'ErrorResponse'; readonly fields: ReportFields }
  | { readonly type: 'FunctionCallResponse'; readonly value: Value }
  /** The documentation calls the number a minor version; PostgreSQL sends the whole one, 196610 for 3.2. */
  | { readonly type: 'NegotiateProtocolVersion'; readonly newestVersion: number; readonly unrecognizedOptions: readonly string[] }
  | { readonly type: 'NoData' }
  | { readonly type: 'NoticeResponse'; readonly fields: ReportFields }
  | { readonly type: 'NotificationResponse'; readonly pid: number; readonly channel: string; readonly payload: string }
  | { readonly type: 'ParameterDescription'; readonly typeOids: readonly number[] }
  | { readonly type: 'ParameterStatus'; readonly name: string; readonly value: string }
  | { readonly type: 'ParseComplete' }
  | { readonly type: 'PortalSuspended' }
  | { readonly type: 'ReadyForQuery'; readonly status: TransactionStatus }
  | { readonly type: 'RowDescription'; readonly columns: readonly Column[] }

/** The packets a connection opens with, before messages have type codes. */
export type StartUpPacket =
  /** Protocol 3.`minorVersion`. */
  | { readonly type: 'StartupMessage'; readonly minorVersion: number; readonly parameters: Readonly<Record<string, string>> }
  | { readonly type: 'CancelRequest'; readonly pid: number; readonly key: Uint8Array }
  | { readonly type: 'SSLRequest' }
  | { readonly type: 'GSSENCRequest' }

/** Four messages share the code `p`; only the authentication request before them tells which it is. */
export type AuthenticationAnswer =
  | { readonly type: 'PasswordMessage'; readonly password: string }
  | { readonly type: 'SASLInitialResponse'; readonly mechanism: string; readonly data: Value }
  | { readonly type: 'SASLResponse'; readonly data: Uint8Array }
  | { readonly type: 'GSSResponse'; readonly data: Uint8Array }

/** A prepared statement, or one bound to its values. */
export type Target = 'statement' | 'portal'

export type TypedFrontendMessage =
  | AuthenticationAnswer
  | CopyMessage
  /** No formats: all are text. One: it holds for all. */
  | {
      readonly type: 'Bind'
      readonly portal: string
      readonly statement: string
      readonly parameterFormats: readonly Format[]
      readonly parameters: readonly Value[]
      readonly resultFormats: readonly Format[]
    }
  | { readonly type: 'Close'; readonly target: Target; readonly name: string }
  | { readonly type: 'CopyFail'; readonly reason: string }
  | { readonly type: 'Describe'; readonly target: Target; readonly name: string }
  /** `rowLimit` 0: all rows. */
  | { readonly type: 'Execute'; readonly portal: string; readonly rowLimit: number }
  | { readonly type: 'Flush' }
  | {
      readonly type: 'FunctionCall'
      readonly functionOid: number
      readonly argumentFormats: readonly Format[]
      readonly arguments: readonly Value[]
      readonly resultFormat: Format
    }
  | { readonly type: 'Parse'; readonly statement: string; readonly query: string; readonly parameterTypeOids: readonly number[] }
  | { readonly type: 'Query'; readonly query: string }
  | { readonly type: 'Sync' }
  | { readonly type: 'Terminate' }

export type FrontendMessage = StartUpPacket | TypedFrontendMessage

/** One plain sentence for each message, for a reader who does not know the protocol. Passwords and keys are never shown. */
import { MAJOR_VERSION } from './codes.ts'
import type { BackendMessage, Format, FrontendMessage, TransactionStatus } from './messages.ts'
import { count, oneLine, showValues } from './plain-text.ts'
import type { ReportFields } from './report.ts'

type Message = BackendMessage | FrontendMessage

const SENTENCES: { readonly [T in Message['type']]: (message: Extract<Message, { type: T }>) => string } = {
  // What the client says
  StartupMessage: ({ minorVersion, parameters }) => {
    const { user = '(no name)', database = user, application_name: program } = parameters
    const session = `Open a session as ${oneLine(user)} in the database ${oneLine(database)}`
    return `${session}${program ? ` for ${oneLine(program)}` : ''}, protocol ${MAJOR_VERSION}.${minorVersion}`
  },
  CancelRequest: ({ pid }) => `Cancel what process ${pid} is doing`,
  SSLRequest: () => 'Can this connection be encrypted with TLS?',
  GSSENCRequest: () => 'Can this connection be encrypted with GSSAPI?',
  PasswordMessage: () => 'Password (not shown)',
  SASLInitialResponse: ({ mechanism }) => `Log in with ${oneLine(mechanism)} (first step, not shown)`,
  SASLResponse: () => 'Next step of the login (not shown)',
  GSSResponse: () => 'Next step of the GSSAPI login (not shown)',
  Query: ({ query }) => `Query: ${oneLine(query) || '(empty)'}`,
  Parse: ({ statement, query }) => `Prepare ${name('statement', statement)}: ${oneLine(query) || '(empty)'}`,
  Bind: ({ portal, statement, parameters }) =>
    `Fill ${name('statement', statement)} with ${parameters.length ? showValues(parameters) : 'no values'}${portal && `, as ${name('portal', portal)}`}`,
  Describe: ({ target, name: ofTarget }) => `What columns does ${name(target, ofTarget)} return?`,
  Execute: ({ portal, rowLimit }) => `Run ${name('portal', portal)}${rowLimit > 0 ? ` for at most ${count(rowLimit, 'row')}` : ''}`,
  Close: ({ target, name: ofTarget }) => `Forget ${name(target, ofTarget)}`,
  Sync: () => 'End of this group of messages; say when you are ready',
  Flush: () => 'Send what you have so far',
  CopyFail: ({ reason }) => `Give up the COPY: ${oneLine(reason)}`,
  FunctionCall: (message) => `Call function ${message.functionOid} with ${count(message.arguments.length, 'argument')}`,
  Terminate: () => 'Goodbye',

  // What both say
  CopyData: ({ data }) => `COPY data, ${count(data.length, 'byte')}`,
  CopyDone: () => 'End of the COPY data',

  // What the server says
  AuthenticationOk: () => 'Logged in',
  AuthenticationKerberosV5: () => 'Log in with Kerberos',
  AuthenticationCleartextPassword: () => 'Send the password as it is',
  AuthenticationMD5Password: () => 'Send the password as an MD5 hash',
  AuthenticationGSS: () => 'Log in with GSSAPI',
  AuthenticationGSSContinue: () => 'Next step of the GSSAPI login',
  AuthenticationSSPI: () => 'Log in with SSPI',
  AuthenticationSASL: ({ mechanisms }) => `Log in with ${oneLine(mechanisms.join(' or '))}`,
  AuthenticationSASLContinue: () => 'Next step of the login',
  AuthenticationSASLFinal: () => 'Last step of the login: the server proves that it knows the password too',
  NegotiateProtocolVersion: ({ newestVersion }) => `The newest protocol spoken here is ${MAJOR_VERSION}.${newestVersion & 0xffff}`,
  BackendKeyData: ({ pid }) => `Process ${pid} serves this session; here is the key to cancel its queries with`,
  ParameterStatus: ({ name, value }) => `${oneLine(name)} is ${oneLine(value) || 'empty'}`,
  ReadyForQuery: ({ status }) => `Ready for the next query, ${TRANSACTION[status]}`,
  RowDescription: ({ columns }) => {
    const names = columns.map((column) => column.name).join(', ')
    return columns.length
      ? `Rows follow with ${columns.length === 1 ? 'the column' : 'the columns'} ${oneLine(names)}`
      : 'Rows without columns follow'
  },
  DataRow: ({ values }) => (values.length ? `Row: ${showValues(values)}` : 'Row without columns'),
  CommandComplete: ({ tag }) => `Done: ${describeTag(tag)}`,
  EmptyQueryResponse: () => 'The query was empty',
  ErrorResponse: ({ fields }) => describeReport(fields),
  NoticeResponse: ({ fields }) => describeReport(fields),
  NotificationResponse: ({ pid, channel, payload }) =>
    `Notification on ${oneLine(channel)} from process ${pid}${payload && `: ${oneLine(payload)}`}`,
  ParseComplete: () => 'Statement prepared',
  BindComplete: () => 'Values filled in',
  CloseComplete: () => 'Forgotten',
  NoData: () => 'It returns no rows',
  ParameterDescription: ({ typeOids }) => `The statement takes ${count(typeOids.length, 'value')}`,
  PortalSuspended: () => 'As many rows as asked for; there may be more',
  CopyInResponse: ({ format }) => `Ready to receive COPY data, ${FORMAT[format]}`,
  CopyOutResponse: ({ format }) => `COPY data follows, ${FORMAT[format]}`,
  CopyBothResponse: ({ format }) => `COPY data may now go both ways, ${FORMAT[format]}`,
  FunctionCallResponse: ({ value }) => `The function returned ${showValues([value])}`,
}

const TRANSACTION: Readonly<Record<TransactionStatus, string>> = {
  I: 'no transaction open',
  T: 'a transaction is open',
  E: 'the transaction has failed and must be rolled back',
}

const FORMAT: Readonly<Record<Format, string>> = { text: 'as text', binary: 'in binary' }

export function describeMessage(message: Message): string {
  // The table pairs each type with its own function, which the compiler cannot follow through a lookup.
  const sentence = SENTENCES[message.type] as (message: Message) => string
  return sentence(message)
}

function name(target: 'statement' | 'portal', name: string): string {
  const noun = target === 'statement' ? 'statement' : 'filled-in statement'
  return name === '' ? `the unnamed ${noun}` : `the ${noun} ${oneLine(name, 63)}`
}

/** Command tags end with the number of rows; INSERT has an obsolete 0 before it. */
function describeTag(tag: string): string {
  const rows = /^(.+?)(?: 0)? (\d+)$/.exec(tag.slice(0, 200))
  return rows ? `${oneLine(rows[1]!)}, ${count(Number(rows[2]), 'row')}` : oneLine(tag)
}

function describeReport({ severity, severityNonlocalized, code: sqlstate, message }: ReportFields): string {
  const code = oneLine(sqlstate, 10)
  const text = oneLine(message, 200)
  switch (severityNonlocalized ?? severity) {
    case 'ERROR':
      return `Error ${code}: ${text}`
    case 'FATAL':
      return `Fatal error ${code}, the session ends: ${text}`
    case 'PANIC':
      return `Panic ${code}, the whole server restarts: ${text}`
    case 'WARNING':
      return `Warning ${code}: ${text}`
    default:
      return `${oneLine(severity, 20)}: ${text}`
  }
}

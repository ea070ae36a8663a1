/** What an ErrorResponse or a NoticeResponse says: the same fields, each behind a letter. */
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { ProtocolError } from './protocol-error.ts'

/** Letters as in the documentation's "Error and Notice Message Fields". */
const LETTERS = {
  severity: 'S',
  severityNonlocalized: 'V',
  code: 'C',
  message: 'M',
  detail: 'D',
  hint: 'H',
  position: 'P',
  internalPosition: 'p',
  internalQuery: 'q',
  where: 'W',
  schemaName: 's',
  tableName: 't',
  columnName: 'c',
  dataTypeName: 'd',
  constraintName: 'n',
  file: 'F',
  line: 'L',
  routine: 'R',
} as const

export type ReportField = keyof typeof LETTERS

/** All text as it was sent: `position`, `internalPosition` and `line` are decimal numbers, `code` is the SQLSTATE. */
export type ReportFields = { readonly [F in 'severity' | 'code' | 'message']: string } & { readonly [F in ReportField]?: string }

const FIELDS = new Map(Object.entries(LETTERS).map(([field, letter]) => [letter.charCodeAt(0), field as ReportField]))

export function readReport(body: ByteReader): ReportFields {
  const fields: { [F in ReportField]?: string } = {}
  for (let letter = body.uint8('a field letter'); letter !== 0; letter = body.uint8('a field letter')) {
    const field = FIELDS.get(letter)
    const text = body.text(field ?? 'an unknown field')
    // The documentation asks to pass over letters that a later server may have added.
    if (field) fields[field] = text
  }
  const { severity, code, message } = fields
  if (severity === undefined || code === undefined || message === undefined) {
    throw new ProtocolError('A report without severity, code or message', body.offset)
  }
  return { ...fields, severity, code, message }
}

export function writeReport(body: ByteWriter, fields: ReportFields): void {
  for (const [field, letter] of Object.entries(LETTERS)) {
    const text = fields[field as ReportField]
    if (text !== undefined) body.uint8(letter.charCodeAt(0)).text(text)
  }
  body.uint8(0)
}

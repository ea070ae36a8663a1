/** Messages that tests send: those of the extended protocol, and of COPY. */
import type { FrontendMessage } from '../../../src/wire/messages.ts'

export const parse = (query: string, statement = ''): FrontendMessage => ({ type: 'Parse', statement, query, parameterTypeOids: [] })

export const bind = (values: string[], statement = '', portal = ''): FrontendMessage => ({
  type: 'Bind',
  portal,
  statement,
  parameterFormats: [],
  parameters: values.map((value) => new TextEncoder().encode(value)),
  resultFormats: [],
})

export const execute = (rowLimit = 0, portal = ''): FrontendMessage => ({ type: 'Execute', portal, rowLimit })

export const sync: FrontendMessage = { type: 'Sync' }

export const copyData = (text: string): FrontendMessage => ({ type: 'CopyData', data: new TextEncoder().encode(text) })

export const copyDone: FrontendMessage = { type: 'CopyDone' }

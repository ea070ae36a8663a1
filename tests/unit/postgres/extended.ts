/** The messages of the extended protocol. */
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

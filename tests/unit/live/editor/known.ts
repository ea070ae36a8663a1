/** A small part of what the editor knows, and programs in which `|` is the caret. */
import { python } from '@codemirror/lang-python'
import { ensureSyntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { type KnownClass, type Name, Names } from '../../../../src/live/editor/names.ts'

const property = (type?: string): Name => ({ kind: 'property', doc: 'A property.', ...(type && { type }) })
const call = (type?: string): Name => ({ kind: 'function', signature: '()', doc: 'A function.', ...(type && { type }) })
const made = (members: Record<string, Name>, bases: string[] = []): KnownClass => ({ bases, doc: `With ${Object.keys(members)}.`, members })
const of = (type: string): Name => ({ kind: 'class', type })

const CONNECTION = 'psycopg2.extensions.connection'
const CURSOR = 'psycopg2.extensions.cursor'

export const names = new Names({
  modules: {
    psycopg2: {
      connect: call(CONNECTION),
      Error: of('psycopg2.Error'),
      errors: { kind: 'module', doc: 'By SQLSTATE.' },
      extras: { kind: 'module' },
    },
    'psycopg2.extras': { DictCursor: of('psycopg2.extras.DictCursor'), execute_values: call() },
    'psycopg2.errors': { lookup: call() },
  },
  classes: {
    [CONNECTION]: made({ cursor: call(CURSOR), info: property('psycopg2.extensions.ConnectionInfo'), closed: property() }),
    [CURSOR]: made({ execute: call(), connection: property(CONNECTION) }),
    'psycopg2.extras.DictCursor': made({ fetchone: call() }, [CURSOR]),
    'psycopg2.extensions.ConnectionInfo': made({ error_message: property() }),
    'psycopg2.Error': made({ pgcode: property(), diag: property('psycopg2.extensions.Diagnostics') }, ['Exception', 'BaseException']),
    'psycopg2.extensions.Diagnostics': made({ message_primary: property() }),
  },
  errors: { QueryCanceled: { sqlstate: '57014', bases: ['psycopg2.Error', 'Exception', 'BaseException'] } },
  settings: [
    { name: 'lock_timeout', type: 'integer', unit: 'ms', default: '0', context: 'user', doc: 'How long to wait.', more: '0: for ever.' },
    { name: 'TimeZone', type: 'string', default: 'GMT', context: 'user', doc: 'The zone.' },
  ],
  families: { '57': 'operator intervention' },
})

export function programWithCaret(text: string): { readonly state: EditorState; readonly at: number } {
  const at = text.indexOf('|')
  const state = EditorState.create({ doc: text.slice(0, at) + text.slice(at + 1), extensions: python() })
  // However loaded the machine is, all of it has been read
  ensureSyntaxTree(state, state.doc.length, 60_000)
  return { state, at }
}

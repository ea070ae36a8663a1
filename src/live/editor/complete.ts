/** What can stand at the caret: names of psycopg2, and in strings PostgreSQL's settings and SQLSTATEs. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { drawCard, nameCard, settingCard, sqlstateOf } from './card.ts'
import { endingAt, importedFrom, Meaning } from './meaning.ts'
import { ERRORS, type Name, type Names } from './names.ts'
import { isAboutSettings, stringBefore } from './texts.ts'

/** So much of a setting's name is typed in any string before it is offered. */
const ENOUGH = 3

export function complete(context: CompletionContext, names: Names): CompletionResult | null {
  const { state, pos } = context
  const word = context.matchBefore(/\w*/)
  const from = word?.from ?? pos
  const meaning = new Meaning(state, names, pos)
  const node = meaning.tree.resolveInner(pos, -1)
  const text = stringBefore(state, node, pos)
  if (text !== null) return inString(text, context, names)
  if (node.name === 'Comment') return null
  const behindDot = state.sliceDoc(from - 1, from) === '.'
  const owner = importedFrom(state, node, pos) ?? (behindDot ? meaning.of(endingAt(meaning.tree, from - 1)) : null)
  if (!owner) return null
  return options(
    from,
    [...names.members(owner)].map(([name, found]) => named(names, name, found)),
  )
}

function inString(text: string, { explicit, pos }: CompletionContext, names: Names): CompletionResult | null {
  const word = /\w*$/.exec(text)![0]
  const from = pos - word.length
  const before = text.slice(0, text.length - word.length)
  const { settings, errors } = names.known
  if (before === '' && /^\d[\dA-Z]+$/.test(word))
    return options(
      from,
      Object.entries(errors).map(([name, { sqlstate }]) => {
        const found = { kind: 'class', type: `${ERRORS}.${name}` } as const
        return { label: sqlstate, detail: name, type: 'constant', info: () => drawCard(nameCard(names, name, found)) }
      }),
    )
  const all = isAboutSettings(before) ? explicit || word !== '' : false
  const fitting = all ? settings : word.length >= ENOUGH ? settings.filter(({ name }) => name.startsWith(word)) : []
  if (fitting.length === 0) return null
  return options(
    from,
    fitting.map((setting) => ({
      label: setting.name,
      type: 'property',
      ...(setting.unit && { detail: setting.unit }),
      info: () => drawCard(settingCard(setting)),
    })),
  )
}

const options = (from: number, all: readonly Completion[]): CompletionResult => ({ from, options: all, validFor: /^\w*$/ })

function named(names: Names, name: string, found: Name): Completion {
  const sqlstate = sqlstateOf(names, found.type)[0]?.[1].slice(0, 5)
  const detail = sqlstate ?? found.signature ?? found.value
  return {
    label: name,
    type: found.kind === 'module' ? 'namespace' : found.kind,
    ...(detail !== undefined && { detail }),
    info: () => drawCard(nameCard(names, name, found)),
  }
}

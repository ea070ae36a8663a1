/** What is known of the word at a place. */
import type { EditorState } from '@codemirror/state'
import { type NameCard, nameCard, settingCard } from './card.ts'
import { importedFrom, Meaning } from './meaning.ts'
import { ERRORS, type Names, type Thing } from './names.ts'
import { stringBefore } from './texts.ts'

export interface Found {
  readonly from: number
  readonly to: number
  readonly card: NameCard
}

export function lookUp(state: EditorState, at: number, names: Names): Found | null {
  const word = state.wordAt(at)
  if (!word) return null
  const { from, to } = word
  const name = state.sliceDoc(from, to)
  const meaning = new Meaning(state, names, to)
  const node = meaning.tree.resolveInner(from, 1)
  if (stringBefore(state, node, to) !== null) {
    const card = inString(name, names)
    return card && { from, to, card }
  }
  const home = importedFrom(state, node, from)
  const thing = home ? names.thing(home, name) : meaning.of(node.name === 'PropertyName' ? node.parent : node)
  const card = thing && cardOf(name, thing, names)
  return card && { from, to, card }
}

function inString(word: string, names: Names): NameCard | null {
  const setting = names.setting(word)
  if (setting) return settingCard(setting)
  const error = names.classOf(word)
  return error === undefined ? null : nameCard(names, error, { kind: 'class', type: `${ERRORS}.${error}` })
}

function cardOf(name: string, thing: Thing, names: Names): NameCard | null {
  if (thing.entry) return nameCard(names, name, thing.entry)
  if (thing.is === 'function' || thing.name === '') return null
  if (thing.is === 'object') return { ...nameCard(names, name, { kind: 'property', type: thing.name }), text: docOf(thing.name, names) }
  return nameCard(names, name, { kind: thing.is, type: thing.name })
}

const docOf = (type: string, { known }: Names) => known.classes[type]?.doc ?? ''

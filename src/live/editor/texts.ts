/** Strings of a program, in which SQL names settings and programs name SQLSTATEs. Pure. */
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'

/** Before a setting's name: SQL that is about settings, and `-c` of the options of a connection. */
const ABOUT_SETTINGS =
  /(?:^|[;'"])\s*(?:set(?:\s+(?:local|session))?|show|reset|alter\s+(?:system|(?:role|user|database)\s+\S+)\s+(?:re)?set)\s+$|-c\s*$|(?:set_config|current_setting)\(\s*'$/i

/** The string at a place, up to there and without its quotes; null in code and in comments. */
export function stringBefore(state: EditorState, node: SyntaxNode, at: number): string | null {
  if (node.name === '⚠' && node.parent) return stringBefore(state, node.parent, at)
  if ((node.name !== 'String' && node.name !== 'FormatString') || node.from >= at) return null
  const text = state.sliceDoc(node.from, at)
  const opening = /^[a-z]*(?:"""|'''|"|')/i.exec(text)?.[0]
  if (opening === undefined) return null
  // Behind the closing quote
  const whole = state.sliceDoc(node.from, node.to)
  const quote = opening.replace(/^[a-z]*/i, '')
  return at === node.to && whole.length >= opening.length + quote.length && whole.endsWith(quote) ? null : text.slice(opening.length)
}

export const isAboutSettings = (before: string) => ABOUT_SETTINGS.test(before)

/** Whether what came from the page around the frame is a message of ours, and not more than the frame takes. */
import type { Theme, ToFrame } from '../messages/embed.ts'
import { isObject } from '../messages/is-object.ts'
import { TEXT_AT_MOST } from '../playground/program.ts'

const THEMES = new Set<unknown>(['light', 'dark', 'auto'] satisfies Theme[])
const isText = (it: unknown): boolean => typeof it === 'string' && it.length <= TEXT_AT_MOST

export function isToFrame(it: unknown): it is ToFrame {
  if (!isObject(it)) return false
  if (it['type'] === 'psycopg2-example theme') return THEMES.has(it['theme'])
  if (it['type'] === 'psycopg2-example run') return Number.isSafeInteger(it['call'])
  if (it['type'] === 'psycopg2-example stop') return true
  if (it['type'] !== 'psycopg2-example open') return false
  if ('example' in it) return isText(it['example'])
  return isText(it['title']) && isText(it['code']) && (it['setup'] === null || isText(it['setup']))
}

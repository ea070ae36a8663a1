/** A script of `findings/`: it begins with a comment of a title and named parts, and says what it prints if it is still so. */
import { existsSync, readFileSync } from 'node:fs'

export interface Finding {
  title: string
  parts: readonly { name: string; text: string }[]
  expected: string
}

export function findingOf(script: string): Finding {
  const lines = script.split('\n').slice(1)
  const comment = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  )
  const [title = '', ...rest] = comment.map((line) => line.replace(/^# ?/, ''))
  const parts: { name: string; text: string }[] = []
  for (const line of rest) {
    const [, name, text] = /^([A-Z][\w ]*): +(.*)$/.exec(line) ?? []
    const last = parts.at(-1)
    if (name) parts.push({ name, text: text! })
    else if (last) last.text += ` ${line.trim()}`
  }
  return { title, parts, expected: /^expected='([^']*)'$/m.exec(script)?.[1] ?? '' }
}

export function readFinding(name: string): Finding | null {
  const file = `findings/${name}.sh`
  return existsSync(file) ? findingOf(readFileSync(file, 'utf8')) : null
}

/** What a claim rests on: an example, a recording, or a finding, and a piece of text that it shows. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const whole = (text: string) => text.replaceAll(/\s+/g, ' ')

function recorded(folder: string): string | null {
  const file = path.join(folder, 'expected.json')
  if (!existsSync(file)) return null
  const { stdout, stderr, exitStatus } = JSON.parse(readFileSync(file, 'utf8'))
  return `${stdout}${stderr}\nexit status: ${exitStatus}\n`
}

/** The comment that a finding begins with, and what it prints if it is still so. */
function found(file: string): string | null {
  if (!existsSync(file)) return null
  const script = readFileSync(file, 'utf8')
  const lines = script.split('\n').slice(1)
  const header = lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('#')),
    )
    .map((line) => line.slice(1))
  return [...header, /^expected='([^']*)'$/m.exec(script)?.[1] ?? ''].join('\n')
}

/** `by` is an example's id, `recordings/ID` or `findings/NAME`. Null if there is no such thing. */
export function evidence(by: string): string | null {
  if (by.startsWith('findings/')) return found(`${by}.sh`)
  return by.startsWith('recordings/') ? recorded(`src/content/${by}`) : recorded(`examples/${by}`)
}

/** What is wrong with a claim, as a sentence; null if it is proven. */
export function unproven(by: string, shows: string): string | null {
  const text = evidence(by)
  if (text === null) return `there is no ${by} that could prove it.`
  if (shows.trim() === '') return 'it does not say what its proof shows.'
  return whole(text).includes(whole(shows)) ? null : `${by} does not show "${shows}".`
}

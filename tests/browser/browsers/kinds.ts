/** The browsers that the tests run in: how each is found, installed and started. */
import { type Browser, type BrowserName, browserNames } from './browser.ts'
import { chromium } from './chromium.ts'
import { firefox } from './firefox.ts'
import { webkit } from './webkit.ts'

export interface Kind {
  /** As a person calls it. */
  readonly title: string
  isInstalled(): boolean
  /** The packages that Debian has it in. */
  readonly debians: readonly string[]
  /** How to get it elsewhere. */
  readonly advice: string
  /** Only one that is installed. */
  launch(): Promise<Browser>
}

export const kinds: Readonly<Record<BrowserName, Kind>> = { chromium, firefox, webkit }

/** Those that BROWSERS names; null: it names none. */
export function askedFor(): BrowserName[] | null {
  const names = process.env['BROWSERS']?.split(',')
  const unknown = names?.find((name) => !(name in kinds))
  if (unknown !== undefined) throw new Error(`BROWSERS: there is no ${unknown}. There are: ${browserNames.join(', ')}.`)
  return (names as BrowserName[] | undefined) ?? null
}

export function launch(name: BrowserName): Promise<Browser> {
  const { title, isInstalled, advice, launch } = kinds[name]
  if (!isInstalled()) throw new Error(`There is no ${title} here. ${advice}`)
  return launch()
}

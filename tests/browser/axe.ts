/** What axe finds wrong in a page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from './page.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** Each page is given it anew: the minified form takes half as long. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** As chosen in the page's head. */
const choose = (page: Page, theme: 'light' | 'dark') =>
  page.find('starlight-theme-select select').evaluate((select: HTMLSelectElement, theme) => {
    select.value = theme
    select.dispatchEvent(new Event('change'))
  }, theme)

/** As the page looks now; all rules, if none are named. */
async function ask(page: Page, within: string, rules: readonly string[] | null): Promise<string[]> {
  const { violations } = await page.evaluate(
    (within, rules) => window.axe.run(within, { resultTypes: ['violations'], ...(rules && { runOnly: [...rules] }) }),
    within,
    rules,
  )
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}: ${node.failureSummary}`))
}

/** In a page whose theme is not chosen in its head. */
export async function findings(page: Page): Promise<string[]> {
  await page.run(`() => { ${AXE} }`, [])
  return ask(page, ':root', null)
}

/** In what the selector finds, in both themes. */
export async function violations(page: Page, within = ':root'): Promise<string[]> {
  await page.run(`() => { ${AXE} }`, [])
  const found: string[] = []
  // Of what axe looks at, only the colours differ between the themes
  for (const [theme, rules] of [
    ['light', null],
    ['dark', ['color-contrast']],
  ] as const) {
    await choose(page, theme)
    found.push(...(await ask(page, within, rules)).map((violation) => `${theme}: ${violation}`))
  }
  return found
}

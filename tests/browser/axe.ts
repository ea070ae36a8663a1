/** What axe finds wrong in a page. */
import axe from 'axe-core'
import type { Page } from './page.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** As chosen in the page's head. */
const choose = (page: Page, theme: 'light' | 'dark') =>
  page.find('starlight-theme-select select').evaluate((select: HTMLSelectElement, theme) => {
    select.value = theme
    select.dispatchEvent(new Event('change'))
  }, theme)

/** In what the selector finds, in both themes. */
export async function violations(page: Page, within = ':root'): Promise<string[]> {
  await page.run(`() => { ${axe.source} }`, [])
  const found: string[] = []
  // Of what axe looks at, only the colours differ between the themes
  for (const [theme, rules] of [
    ['light', null],
    ['dark', ['color-contrast']],
  ] as const) {
    await choose(page, theme)
    const { violations } = await page.evaluate(
      (within, rules) => window.axe.run(within, { resultTypes: ['violations'], ...(rules && { runOnly: [...rules] }) }),
      within,
      rules,
    )
    found.push(...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${theme}: ${id}: ${node.target}: ${node.failureSummary}`)))
  }
  return found
}

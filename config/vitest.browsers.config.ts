import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { type BrowserName, browserNames } from '../tests/browser/browsers/browser.ts'
import { askedFor, kinds } from '../tests/browser/browsers/kinds.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browser: BrowserName
  }
}

/** The tests of the built site, in each of the browsers that are there, or that BROWSERS names: a project each. */
export default defineConfig({
  root: path.join(import.meta.dirname, '..'),
  test: {
    // Some measure times
    fileParallelism: false,
    passWithNoTests: false,
    projects: (askedFor() ?? browserNames.filter((name) => kinds[name].isInstalled())).map((name) => ({
      test: { name, include: ['tests/browser/**/*.test.ts'], pool: 'forks', retry: 0, provide: { browser: name } },
    })),
  },
})

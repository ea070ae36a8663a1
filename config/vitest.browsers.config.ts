import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { type BrowserName, browserNames } from '../tests/browser/browsers/browser.ts'
import { askedFor, kinds } from '../tests/browser/browsers/kinds.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browser: BrowserName
  }
}

/** What is the same to all browsers: contents, and what the page itself makes of them. The first of them stands for all. */
const ALIKE = 'addresses decision errors exercise finding knobs metadata package-demo state-map words'
  .split(' ')
  .map((name) => `tests/browser/${name}.test.ts`)

const names = askedFor() ?? browserNames.filter((name) => kinds[name].isInstalled())

/** The tests of the built site, in each of the browsers that are there, or that BROWSERS names: a project each. */
export default defineConfig({
  root: path.join(import.meta.dirname, '..'),
  test: {
    // Some measure times
    fileParallelism: false,
    passWithNoTests: false,
    projects: names.map((name, place) => ({
      test: {
        name,
        include: ['tests/browser/**/*.test.ts'],
        exclude: place === 0 ? [] : ALIKE,
        pool: 'forks',
        retry: 0,
        provide: { browser: name },
      },
    })),
  },
})

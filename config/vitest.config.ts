import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: path.join(import.meta.dirname, '..'),
  test: {
    include: ['tests/**/*.test.ts'],
    // They have a configuration of their own
    exclude: ['tests/browser/**'],
    // A lab lets all of its process read its clock, so each file has a process of its own
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    retry: 0,
    passWithNoTests: false,
  },
})

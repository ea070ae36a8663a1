import mdx from '@astrojs/mdx'
import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'
import linksValidator from 'starlight-links-validator'
import { contentSecurityPolicy } from './src/integrations/content-security-policy.ts'
import { keptGuesses } from './src/integrations/kept-guesses.ts'
import { knownNames } from './src/integrations/known-names/index.ts'
import { leftOff } from './src/integrations/left-off.ts'
import { modulePreloads } from './src/integrations/module-preloads.ts'
import { offline } from './src/integrations/offline.ts'
import { pythonDownloads } from './src/integrations/python-downloads.ts'
import { relativeLinks } from './src/integrations/relative-links.ts'
import { scrollableRegions } from './src/integrations/scrollable-regions.ts'
import { sessionsForPGlite } from './src/integrations/sessions-for-pglite/index.ts'
import { AS_READ_ARCHIVE } from './src/worker/as-read.ts'

export default defineConfig({
  // Needed only for canonical addresses and the sitemap; the pages themselves work anywhere.
  ...(process.env.SITE && { site: process.env.SITE }),
  trailingSlash: 'always',
  integrations: [
    starlight({
      title: 'psycopg2 lab',
      description: 'Session timeouts and connection status with psycopg2, in examples that run in the page.',
      favicon: '/favicon.svg',
      credits: false,
      customCss: ['./src/styles/tokens.css', './src/styles/site.css'],
      components: {
        Head: './src/components/Head.astro',
        MarkdownContent: './src/components/MarkdownContent.astro',
        Search: './src/components/Search.astro',
        Sidebar: './src/components/Sidebar.astro',
      },
      sidebar: [
        { label: 'Start page', link: '/' },
        { label: 'Playground', link: '/playground/' },
        {
          label: 'Timeouts',
          items: [
            { slug: 'session-timeouts', label: 'Overview' },
            { slug: 'timeouts/the-popular-snippet' },
            { slug: 'timeouts/what-statement-timeout-measures' },
            { slug: 'timeouts/after-the-cancellation' },
            { slug: 'timeouts/idle' },
            { slug: 'timeouts/the-whole-transaction' },
            { slug: 'timeouts/admin-shutdown' },
            { slug: 'timeouts/lock-timeout' },
            { slug: 'timeouts/where-to-set-them' },
            { slug: 'timeouts/set-and-transactions' },
            { slug: 'timeouts/past-the-limit' },
          ],
        },
        {
          label: 'Status and errors',
          items: [
            { slug: 'connection-status', label: 'Overview' },
            { slug: 'status/the-popular-snippet' },
            { slug: 'status/three-numbers' },
            { slug: 'status/transactions' },
            { slug: 'status/lost' },
            { slug: 'status/when-connect-fails' },
            { slug: 'status/what-an-error-knows' },
          ],
        },
        {
          label: 'Waiting',
          items: [
            { slug: 'waiting', label: 'Overview' },
            { slug: 'waiting/who-waits-for-whom' },
            { slug: 'waiting/what-ends-a-wait' },
            { slug: 'waiting/deadlocks' },
            { slug: 'waiting/trying-again' },
            { slug: 'waiting/not-waiting' },
          ],
        },
        {
          label: 'Threads and pools',
          items: [
            { slug: 'threads', label: 'Overview' },
            { slug: 'threads/connections-and-threads' },
            { slug: 'threads/pools' },
            { slug: 'threads/cancel-and-terminate' },
            { slug: 'threads/notifications' },
            { slug: 'threads/without-threads' },
          ],
        },
        {
          label: 'Lost, and connected again',
          items: [
            { slug: 'where-the-reason-is' },
            { slug: 'is-it-alive' },
            { slug: 'reconnecting' },
            { slug: 'dead-connections-in-a-pool' },
            { slug: 'connect-timeout' },
            { slug: 'dead-network' },
          ],
        },
        {
          label: 'In your program',
          items: [
            { slug: 'which-timeout' },
            { slug: 'which-timer-wins' },
            { slug: 'commits-that-save-nothing' },
            { slug: 'two-phase' },
            { slug: 'large-results' },
            { slug: 'fork' },
            { slug: 'sqlalchemy-and-django' },
            { slug: 'pgbouncer' },
            { slug: 'psycopg-3' },
            { slug: 'your-own-tests' },
            { slug: 'embed' },
          ],
        },
        {
          label: 'To look up',
          items: [
            { slug: 'errors' },
            { slug: 'reference/timeouts' },
            { slug: 'reference/status' },
            { slug: 'reference/sqlstates' },
            { slug: 'reference/cheat-sheet' },
            { slug: 'reference/glossary' },
            { slug: 'versions' },
            { slug: 'reference/proofs' },
            { label: 'All examples', link: '/examples/' },
          ],
        },
        { slug: 'how-it-works' },
      ],
      plugins: [linksValidator({ errorOnRelativeLinks: false })],
    }),
    mdx(),
    relativeLinks(),
    sessionsForPGlite({ path: 'lab', archive: AS_READ_ARCHIVE, ...(await pythonDownloads()) }),
    knownNames(),
    scrollableRegions(),
    keptGuesses(),
    leftOff(),
    modulePreloads(),
    // After all that add scripts
    contentSecurityPolicy(),
    // After all that change files
    offline(),
  ],
  vite: {
    // A script that is inlined into a page cannot tell where it was meant to be. Small styles are: nothing is seen before they have come.
    build: { assetsInlineLimit: (file) => (file.endsWith('.css') ? undefined : false) },
    worker: { format: 'es' },
    // Scripts and the worker find each other relative to themselves, whatever path the site is put under.
    experimental: { renderBuiltUrl: (_file, { hostType }) => (hostType === 'js' ? { relative: true } : undefined) },
  },
})

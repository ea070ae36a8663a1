/** Which folder may import from which others, or from a single file; types count, too. What is not listed is forbidden. */
const only = (comment, from, allowed) => ({
  name: from,
  comment,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [from, ...allowed].map((place) => `^src/${place}(/|$)`) },
})

const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { path: from }, to: { path: to } })

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    only('The protocol knows nothing but bytes.', 'wire', []),
    only('Who runs when, whatever it is that runs.', 'scheduling', []),
    only('One WebAssembly instance, which knows neither processes nor sessions.', 'postgres/machine', ['scheduling']),
    only('Processes on that instance, which know no sessions.', 'postgres/process', ['postgres/machine', 'scheduling', 'wire']),
    only('The server could be published on its own.', 'postgres/server', ['postgres/process', 'postgres/machine', 'scheduling', 'wire']),
    only('Python knows nothing of the server behind its host.', 'python/host', ['scheduling']),
    only('Python under Node, to build and to test with.', 'python/node', ['python/host', 'scheduling']),
    only("Types only; the server's events are among them.", 'messages', ['postgres/server']),
    only('Events in, drawing out.', 'timeline', ['messages']),
    only('The page reaches the worker by its URL and by messages.', 'live', [
      'messages',
      'timeline',
      'worker',
      'errors',
      'scheduling/jspi.ts',
    ]),
    only('Where Python and PostgreSQL are joined.', 'worker', [
      'messages',
      'postgres',
      'python/host',
      'scheduling',
      'wire',
      'offline/kept.ts',
    ]),
    only('What a browser keeps of the site, whatever the site is.', 'offline', []),
    only('The entries of /errors/: their shape, and how a pasted text finds them.', 'errors', []),
    only('What is drawn at build time.', 'components', ['errors', 'examples', 'timeline', 'messages', 'live', 'styles', 'open-graph']),
    only('The pictures of pages for those who link to them.', 'open-graph', []),
    only('The folder of examples, read and checked.', 'examples', ['messages']),
    only('Whoever builds the server needs the server, and nothing of the site.', 'integrations/sessions-for-pglite', [
      'postgres',
      'scheduling',
    ]),
    only('The server for clients outside of this process.', 'tcp', ['postgres', 'scheduling']),
    only('The server as a package: what others import.', 'package', [
      'integrations/sessions-for-pglite',
      'postgres',
      'scheduling',
      'tcp',
      'wire',
      'worker/read-now.ts',
    ]),
    only('The command line does without the page.', 'cli', [
      'integrations/sessions-for-pglite',
      'postgres',
      'python',
      'scheduling',
      'tcp',
      'wire',
      'worker',
    ]),
    never('messages-are-types', 'Both sides of a message share its type and no code.', '^src/messages/', '^src/postgres/server/(?!events)'),
    never(
      'no-node-in-the-page',
      'What runs in the page cannot have Node.',
      '^src/((wire|scheduling|postgres|python/host|messages|timeline|live|worker|offline)/|errors/(finder|known|match|template))',
      '^node:|^(fs|path|os)$',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/(content|env)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.astro'],
    },
  },
}

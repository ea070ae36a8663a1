/** Which parts may know which: the folder tree is the architecture, and imports go one way. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [from, ...allowed].map((folder) => `^src/${folder}/`) },
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
    only('wire', 'The protocol knows nothing but bytes.', 'wire', []),
    only('turns', 'Who runs when, whatever it is that runs.', 'turns', []),
    only('postgres', 'The server could be published on its own.', 'postgres', ['turns', 'wire']),
    only('python', 'Python knows nothing of the server behind its host.', 'python', ['turns']),
    only('messages', "Types only; the server's events are among them.", 'messages', ['postgres']),
    only('timeline', 'Events in, drawing out.', 'timeline', ['messages']),
    only('live', 'The page reaches the worker by its URL and by messages.', 'live', ['messages', 'timeline', 'worker']),
    only('worker', 'Where Python and PostgreSQL are joined.', 'worker', ['messages', 'postgres', 'python', 'turns', 'wire']),
    only('components', 'What is drawn at build time.', 'components', ['examples', 'timeline', 'messages', 'live', 'styles']),
    only('examples', 'The folder of examples, read and checked.', 'examples', ['messages']),
    never('messages-are-types', 'Both sides of a message share its type and no code.', '^src/messages/', '^src/postgres/(?!events)'),
    never(
      'no-node-in-the-page',
      'What runs in the page cannot have Node.',
      '^src/(wire|turns|postgres|messages|timeline|live|worker)/',
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

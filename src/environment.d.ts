/** What the build tells the scripts of a page and of its workers. */

interface ImportMetaEnv {
  /** By the integration `sessions-for-pglite`. */
  readonly ENGINE_FILES: import('./worker/downloads.ts').BuiltFiles
}

/** By the integration `known-names`. */
declare module 'virtual:known-names' {
  const known: import('./live/editor/names.ts').KnownNames
  export default known
}

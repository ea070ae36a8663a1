/** What the build tells the scripts of a page and of its workers. */

interface ImportMetaEnv {
  /** By the integration `sessions-for-pglite`. */
  readonly ENGINE_FILES: import('./worker/downloads.ts').BuiltFiles
}

/** The address of the script of a worker, by Vite. */
declare module '*?worker&url' {
  const address: string
  export default address
}

/** By the integration `known-names`. */
declare module 'virtual:known-names' {
  const known: import('./live/editor/names.ts').KnownNames
  export default known
}

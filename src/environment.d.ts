/** What the build tells the scripts of a page and of its workers. */

interface ImportMetaEnv {
  /** By the integration `sessions-for-pglite`. */
  readonly ENGINE_FILES: import('./worker/downloads.ts').BuiltFiles
}

/** In the folder of the server's files, the one with those that are fetched when they are read: see src/postgres/server/files.ts. */
export const AS_READ = 'as-read'

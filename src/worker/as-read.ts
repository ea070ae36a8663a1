/** The name of an archive of all the files that are otherwise fetched one by one, as they are read: for a worker that can fetch nothing. */
export const AS_READ_ARCHIVE = 'as-read.archive'

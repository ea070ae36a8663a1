/** A header of what the service worker has kept: it was not downloaded now. */
export const KEPT = 'x-kept'

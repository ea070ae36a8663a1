/** What a reader typed, kept for this tab, so that a reload does not lose it. */
const key = (id: string) => `psycopg2-lab draft ${id}`

/** Storage may be forbidden or full; then a draft simply is not kept. */
function attempt<T>(action: () => T): T | null {
  try {
    return action()
  } catch {
    return null
  }
}

export const drafts = {
  load: (id: string): string | null => attempt(() => sessionStorage.getItem(key(id))),
  save: (id: string, code: string): void => void attempt(() => sessionStorage.setItem(key(id), code)),
  remove: (id: string): void => void attempt(() => sessionStorage.removeItem(key(id))),
}

/** What is kept in this browser for good, for all its tabs. Storage may be forbidden or full: then who saves is told. */
const key = (name: string) => `psycopg2-lab ${name}`

function attempt<T>(action: () => T): T | null {
  try {
    return action()
  } catch {
    return null
  }
}

export const kept = {
  load: (name: string): string | null => attempt(() => localStorage.getItem(key(name))),
  /** False: it is not kept. */
  save: (name: string, text: string): boolean =>
    attempt(() => {
      localStorage.setItem(key(name), text)
      return true
    }) ?? false,
  /** The names that begin so. */
  names: (start: string): string[] =>
    attempt(() => Object.keys(localStorage).flatMap((name) => (name.startsWith(key(start)) ? [name.slice(key('').length)] : []))) ?? [],
  remove: (name: string): void => void attempt(() => localStorage.removeItem(key(name))),
  /** Another tab has changed it; null: it has removed it. */
  watch(name: string, changed: (text: string | null) => void, signal: AbortSignal): void {
    const heard = (event: StorageEvent) => event.key === key(name) && changed(event.newValue)
    addEventListener('storage', heard, { signal })
  },
}

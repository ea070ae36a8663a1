/** What a reader guessed, kept in this browser. */
export const GUESS_KEY = 'psycopg2-lab guess '

const key = (id: string) => GUESS_KEY + id

/** Storage may be forbidden or full; then a guess is known to this page only. */
function attempt<T>(action: () => T): T | null {
  try {
    return action()
  } catch {
    return null
  }
}

export const guesses = {
  /** The value chosen or entered, empty if the result was looked at without a guess; null if it has not been. */
  load: (id: string): string | null => attempt(() => localStorage.getItem(key(id))),
  save: (id: string, guess: string): void => void attempt(() => localStorage.setItem(key(id), guess)),
  remove: (id: string): void => void attempt(() => localStorage.removeItem(key(id))),
}

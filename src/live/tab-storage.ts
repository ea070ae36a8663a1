/** What is kept for this tab, so that a reload or another page finds it. Storage may be forbidden or full; then nothing is kept. */

const key = (name: string) => `psycopg2-lab ${name}`

function attempt<T>(action: () => T): T | null {
  try {
    return action()
  } catch {
    return null
  }
}

export const tabStorage = {
  load: (name: string): string | null => attempt(() => sessionStorage.getItem(key(name))),
  save: (name: string, text: string): void => void attempt(() => sessionStorage.setItem(key(name), text)),
  remove: (name: string): void => void attempt(() => sessionStorage.removeItem(key(name))),
}

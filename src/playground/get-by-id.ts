/** What the site has of a kind, by an id such as `waiting/lock-queue`. */

interface Kind<It> {
  /** In words. */
  readonly what: string
  /** Where the others are named. */
  readonly elsewhere: string
  address(id: string): string
  /** What an answer is; or what is wrong with it, in words. */
  read(json: string): It | string
}

/** Throws an Error whose message is for the reader. */
export async function getById<It extends object>(id: string, { what, elsewhere, address, read }: Kind<It>): Promise<It> {
  const unknown = new Error(`There is no ${what} ${id.slice(0, 80)}${elsewhere}`)
  if (!/^[\w-]+\/[\w-]+$/.test(id)) throw unknown
  const response = await fetch(address(id)).catch(() => {
    throw new Error(`The ${what} could not be downloaded. Is there a connection to the network?`)
  })
  if (!response.ok) throw unknown
  const it = read(await response.text())
  if (typeof it === 'string') throw new Error(it)
  return it
}

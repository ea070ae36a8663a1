/** Asks the site for one of the engine's files: for a worker, or for the page, where a worker can ask for nothing. */

/** The browser's own: load.ts replaces the global one while Pyodide starts. */
const fetchFromSite = globalThis.fetch.bind(globalThis)

export const nameIn = (address: string): string => address.slice(address.lastIndexOf('/') + 1)

/** What to throw if not all of a file comes. */
export const interrupted = (address: string): Error =>
  new Error(`What runs the examples could not be downloaded. Is there a connection to the network? (${nameIn(address)})`)

/** Throws an Error whose message is for the reader, and names the file. */
export async function requestFile(address: string, cache: RequestCache): Promise<Response> {
  const response = await fetchFromSite(address, { cache }).catch(() => {
    throw interrupted(address)
  })
  if (!response.ok)
    throw new Error(
      `What runs the examples could not be downloaded: the site answered ${response.status} ${response.statusText}. (${nameIn(address)})`,
    )
  return response
}

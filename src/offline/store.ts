/**
 * Contents in a cache of the browser, by their digests. What is read is compared with its digest: a cache may hold less than was put into it.
 */
import { digest } from './digest.ts'

export class Store {
  readonly #cache: Cache
  /** The address below which they are kept. Nothing is at these addresses. */
  readonly #address: string

  constructor(cache: Cache, address: string) {
    this.#cache = cache
    this.#address = address
  }

  async read(wanted: string): Promise<Response | null> {
    const kept = await this.#cache.match(this.#address + wanted)
    if (!kept) return null
    const content = await kept.arrayBuffer()
    if ((await digest(content)) === wanted) return new Response(content, { headers: kept.headers })
    await this.#cache.delete(this.#address + wanted)
    return null
  }

  /** Answers whether it was the right content; throws if there is no room. */
  async write(wanted: string, response: Response): Promise<boolean> {
    const content = await response.arrayBuffer()
    if ((await digest(content)) !== wanted) return false
    const headers = new Headers(response.headers)
    // They speak of how it travelled, and to whom
    for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name)
    await this.#cache.put(this.#address + wanted, new Response(content, { headers }))
    return true
  }

  async digests(): Promise<Set<string>> {
    const addresses = (await this.#cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(this.#address))
    return new Set(addresses.map((url) => url.slice(this.#address.length)))
  }

  async remove(digests: Iterable<string>): Promise<void> {
    for (const digest of digests) await this.#cache.delete(this.#address + digest)
  }
}

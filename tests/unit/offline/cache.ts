/** A browser's cache, in memory: as much of one as is used. */

interface Entry {
  readonly content: ArrayBuffer
  readonly headers: Headers
}

export class MemoryCache implements Pick<Cache, 'match' | 'put' | 'delete' | 'keys'> {
  readonly entries = new Map<string, Entry>()
  /** How many more can be put into it. */
  room = Number.POSITIVE_INFINITY

  async match(address: string): Promise<Response | undefined> {
    const entry = this.entries.get(address)
    return entry && new Response(entry.content, { headers: entry.headers })
  }

  async put(address: string, response: Response): Promise<void> {
    if (this.entries.size >= this.room) throw new DOMException('There is no room.', 'QuotaExceededError')
    this.entries.set(address, { content: await response.arrayBuffer(), headers: response.headers })
  }

  async delete(address: string): Promise<boolean> {
    return this.entries.delete(address)
  }

  async keys(): Promise<Request[]> {
    return [...this.entries.keys()].map((address) => new Request(address))
  }
}

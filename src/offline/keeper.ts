/**
 * Keeps what a visitor has used, and answers from it. A new version of the site takes over once it has all that was used of the one before;
 * pages that are open then still find theirs.
 */
import { KEPT } from './kept.ts'
import { Store } from './store.ts'
import { isEngineFile, isNamedByContent, listName, pathOf, successors, type Version, withNeeds } from './version.ts'

export interface KeeperOptions {
  /** The address of the site. */
  readonly scope: string
  /** The digest of the list of this version. */
  readonly id: string
  readonly cache: Cache
  readonly fetch: (address: string | Request, init?: RequestInit) => Promise<Response>
}

/** What there was before this version took over. */
interface Older {
  readonly pages: readonly string[]
  readonly versions: readonly string[]
}

export class Keeper {
  readonly #options: KeeperOptions
  readonly #contents: Store
  readonly #versions: Store
  /** The versions that are known, by their digests. */
  readonly #lists = new Map<string, Promise<Version>>()
  /** Whether nothing of an engine is kept. Then its files need not pass through here, which takes time; the page tells of them later. */
  lacksEngine = false
  /** What is being kept at the moment, by digest. */
  readonly #keeping = new Map<string, Promise<void>>()

  private constructor(options: KeeperOptions) {
    this.#options = options
    this.#contents = new Store(options.cache, `${options.scope}kept/contents/`)
    this.#versions = new Store(options.cache, `${options.scope}kept/versions/`)
  }

  static async open(options: KeeperOptions): Promise<Keeper> {
    const keeper = new Keeper(options)
    keeper.lacksEngine = !(await keeper.#used(await keeper.#versions.digests())).some(isEngineFile)
    return keeper
  }

  /** Gets what this version needs to take over. Throws if it cannot be had; then the version before goes on. */
  async install({ savesData }: { readonly savesData: boolean }): Promise<void> {
    const own = await this.#own()
    const wanted = withNeeds(own, successors(own, await this.#used(await this.#others())))
    try {
      // The engine's files are large: where data is to be saved they come when something is run
      await this.#keepAll(own, savesData ? wanted.filter((path) => !isEngineFile(path)) : wanted)
    } catch (error) {
      if ((error as Error).name !== 'QuotaExceededError') throw error
      // There is no room for two versions: the new one begins with nothing
      await this.#contents.remove(await this.#contents.digests())
    }
  }

  /** The paths of what is kept, in these versions. */
  async #used(ids: Iterable<string>): Promise<string[]> {
    const digests = await this.#contents.digests()
    const versions = await Promise.all([...ids].map((id) => this.#list(id)))
    return versions.flatMap((version) =>
      Object.entries(version?.files ?? {}).flatMap(([path, file]) => (digests.has(file.digest) ? [path] : [])),
    )
  }

  /** Keeps what a page has used, as far as it is of this version, and what that needs. */
  async keep(addresses: readonly string[]): Promise<void> {
    const own = await this.#own()
    const paths = addresses.flatMap((address) => pathOf(address, this.#options.scope) ?? [])
    await this.#keepAll(own, withNeeds(own, paths))
  }

  /** From what is kept, or else from the network, and then that is kept. `later` is told what goes on after the answer. */
  async answer(request: Request, later: (work: Promise<void>) => void): Promise<Response> {
    const path = pathOf(request.url, this.#options.scope)
    const kept = path === null ? null : await this.#find(path)
    if (kept) {
      kept.headers.set(KEPT, 'yes')
      return kept
    }
    const response = await this.#options.fetch(request)
    const file = path === null ? undefined : (await this.#list(this.#options.id))?.files[path]
    if (file && response.status === 200 && !response.redirected) later(this.#take(file.digest, response.clone()))
    return response
  }

  /** This version takes over; `pages` are open, and may be of those before. */
  async takeOver(pages: readonly string[]): Promise<void> {
    const older: Older = { pages, versions: await this.#others() }
    await this.#options.cache.put(this.#older, new Response(JSON.stringify(older)))
    await this.tidy(pages)
  }

  /** Forgets the versions before once none of the pages is open any more that were when this one took over. `pages` are open now. */
  async tidy(pages: readonly string[]): Promise<void> {
    const record = await this.#options.cache.match(this.#older)
    if (!record) return
    const older = (await record.json()) as Older
    if (older.pages.some((page) => pages.includes(page))) return
    // In this order: a version that is being installed meanwhile has its list before it has contents
    const contents = await this.#contents.digests()
    await this.#versions.remove(older.versions)
    for (const id of await this.#versions.digests())
      for (const { digest } of Object.values((await this.#list(id))?.files ?? {})) contents.delete(digest)
    await this.#contents.remove(contents)
    await this.#options.cache.delete(this.#older)
  }

  get #older(): string {
    return `${this.#options.scope}kept/older`
  }

  /** What is named by its content may be of any version. */
  async #find(path: string): Promise<Response | null> {
    const own = await this.#findIn(this.#options.id, path)
    if (own || !isNamedByContent(path)) return own
    for (const id of await this.#others()) {
      const found = await this.#findIn(id, path)
      if (found) return found
    }
    return null
  }

  async #findIn(id: string, path: string): Promise<Response | null> {
    const file = (await this.#list(id))?.files[path]
    return file ? this.#contents.read(file.digest) : null
  }

  async #others(): Promise<string[]> {
    return [...(await this.#versions.digests())].filter((id) => id !== this.#options.id)
  }

  async #list(id: string): Promise<Version | null> {
    const list = this.#lists.get(id) ?? (await this.#versions.read(id))?.json()
    if (!list) return null
    this.#lists.set(id, list)
    return list
  }

  /** The list of this version, from the network if it is not kept. */
  async #own(): Promise<Version> {
    const { id } = this.#options
    const list = await this.#list(id)
    if (list) return list
    await this.#fetchInto(this.#versions, id, listName(id))
    return (await this.#list(id))!
  }

  async #keepAll(own: Version, paths: readonly string[]): Promise<void> {
    const digests = await this.#contents.digests()
    // One after another, so that they are in nobody's way
    for (const path of paths) {
      const { digest } = own.files[path]!
      if (digests.has(digest)) continue
      if (isEngineFile(path)) this.lacksEngine = false
      await (this.#keeping.get(digest) ?? this.#noted(digest, this.#fetchInto(this.#contents, digest, path)))
    }
  }

  /** Keeps what has been answered, if it is right. */
  async #take(digest: string, response: Response): Promise<void> {
    await this.#noted(
      digest,
      this.#contents.write(digest, response).then(() => {}),
    )
  }

  async #noted(digest: string, work: Promise<void>): Promise<void> {
    this.#keeping.set(digest, work)
    try {
      await work
    } finally {
      this.#keeping.delete(digest)
    }
  }

  /** What the browser has in its own cache will do if it is right. */
  async #fetchInto(store: Store, digest: string, path: string): Promise<void> {
    for (const cache of ['default', 'reload'] as const) {
      const response = await this.#options.fetch(this.#options.scope + path, { cache })
      if (response.ok && (await store.write(digest, response))) return
    }
    throw new Error(`${path} is not what this version has there.`)
  }
}

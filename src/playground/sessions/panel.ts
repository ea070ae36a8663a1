/** A live table of the server's sessions, from a session of its own. Each can be cancelled and terminated. */
import type { RunEvent } from '../../messages/event.ts'
import { part } from '../parts.ts'
import { Client, type Connect } from '../psql/client.ts'
import { askForSessions, type SessionRow } from './query.ts'
import { ArmedTimers } from './timers.ts'

/** In milliseconds. */
const EVERY = 500

interface PanelOptions {
  readonly connect: Connect
  /** There is a server; asking it starts none. */
  hasServer(): boolean
  /** There will be one in a moment. */
  isStarting(): boolean
}

const COLUMNS = ['pid', 'name', 'state', 'wait', 'transaction', 'timers', 'blockers', 'query'] as const
type Texts = Record<(typeof COLUMNS)[number], string>

export class SessionsPanel {
  readonly #options: PanelOptions
  readonly #details: HTMLDetailsElement
  readonly #body: HTMLElement
  readonly #words: HTMLElement
  readonly #timers = new ArmedTimers()
  #client: Client | null = null
  #isAsking = false
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(root: HTMLElement, options: PanelOptions) {
    this.#options = options
    this.#details = part(root, 'sessions')
    this.#body = part(root, 'sessions-rows')
    this.#words = part(root, 'sessions-words')
    const follow = () => {
      clearInterval(this.#timer)
      if (!this.#details.open || document.hidden) {
        this.#client?.close()
        this.#client = null
        return
      }
      this.#timer = setInterval(() => void this.#ask(), EVERY)
      void this.#ask()
    }
    this.#details.addEventListener('toggle', follow)
    document.addEventListener('visibilitychange', follow)
    root.addEventListener('live-event', (event) => this.#timers.add((event as CustomEvent<RunEvent>).detail))
    root.addEventListener('live-state', () => void this.#ask())
    follow()
  }

  /** Another server has taken the place of the one that was looked at, or there is none. */
  serverHasChanged(): void {
    this.#client = null
    this.#timers.clear()
    this.#show([])
  }

  /** Has the superuser execute something. */
  async execute(sql: string): Promise<void> {
    const client = await this.#connected()
    while (this.#isAsking) await new Promise((resolve) => setTimeout(resolve, 10))
    if (!client) return
    this.#isAsking = true
    await client.execute(sql, () => {})
    this.#isAsking = false
    if (this.#details.open) await this.#ask()
  }

  async #connected(): Promise<Client | null> {
    if (this.#client?.isOpen) return this.#client
    if (!this.#options.hasServer()) return null
    const client = new Client(this.#options.connect, { user: 'postgres', database: 'lab', applicationName: 'playground' }, () => {})
    this.#client = client
    return (await client.opened) === true ? client : null
  }

  async #ask(): Promise<void> {
    if (this.#isAsking || !this.#details.open) return
    this.#isAsking = true
    if (this.#options.isStarting()) this.#show([])
    try {
      const client = await this.#connected()
      const rows = client && (await askForSessions(client))
      if (client === this.#client) this.#show(rows ?? [])
    } finally {
      this.#isAsking = false
    }
  }

  #show(rows: readonly SessionRow[]): void {
    this.#words.textContent = this.#inWords(rows.length)
    const before = new Map([...this.#body.children].map((row) => [Number((row as HTMLElement).dataset['pid']), row as HTMLElement]))
    for (const [pid, row] of before) if (!rows.some((session) => session.pid === pid)) row.remove()
    // Those that are there stay, and with them the focus
    for (const session of rows) {
      const row = before.get(session.pid) ?? this.#makeRow(session.pid)
      this.#fill(row, session)
    }
  }

  #inWords(sessions: number): string {
    if (!this.#options.hasServer()) return 'There is no server yet. Press Run, or type into psql.'
    if (this.#options.isStarting()) return 'The server is starting.'
    return sessions === 0 ? 'No session besides the one that looks.' : ''
  }

  #makeRow(pid: number): HTMLElement {
    const row = document.createElement('tr')
    row.dataset['pid'] = String(pid)
    for (const column of COLUMNS) {
      const cell = document.createElement(column === 'pid' ? 'th' : 'td')
      if (column === 'pid') cell.setAttribute('scope', 'row')
      cell.dataset['column'] = column
      row.append(cell)
    }
    const cell = document.createElement('td')
    const button = (text: string, name: string) => {
      const made = document.createElement('button')
      made.type = 'button'
      made.textContent = text
      made.setAttribute('aria-label', `${text} session ${pid}`)
      made.addEventListener('click', () => void this.execute(`select ${name}(${pid})`))
      return made
    }
    cell.append(button('Cancel', 'pg_cancel_backend'), button('Terminate', 'pg_terminate_backend'))
    row.append(cell)
    this.#body.append(row)
    return row
  }

  #fill(row: HTMLElement, session: SessionRow): void {
    const texts: Texts = {
      pid: String(session.pid),
      name: session.name === '' ? session.user : `${session.user}: ${session.name}`,
      state: session.state,
      wait: session.wait,
      transaction: session.transaction === null ? '' : `${(session.transaction / 1000).toFixed(1)} s`,
      timers: this.#timers.of(session.pid),
      blockers: session.blockers.join(', '),
      query: session.query,
    }
    row.dataset['state'] = session.state
    for (const cell of row.children) {
      const column = (cell as HTMLElement).dataset['column'] as keyof Texts | undefined
      if (column && cell.textContent !== texts[column]) cell.textContent = texts[column]
    }
  }
}

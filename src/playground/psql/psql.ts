/** What psql does with the lines that are typed: statements go to the server, backslash commands are carried out, and all is printed. */

import { reportText, verboseText } from '../../sql/report.ts'
import { type Scanned, Scanner } from '../../sql/scanner.ts'
import type { BackendMessage } from '../../wire/messages.ts'
import type { ReportFields } from '../../wire/report.ts'
import { Client, type Connect } from './client.ts'
import { describeCommand } from './describe.ts'
import { HELP } from './help.ts'
import { aligned, expanded, isRight, type Table, type TableColumn } from './table.ts'

export interface PsqlOptions {
  readonly connect: Connect
  print(text: string, isError?: boolean): void
  /** The prompt, or whether something is being executed, is another now. */
  changed(): void
  /** `\q` */
  quit(): void
  /** A file of the program; null if there is none of this name. */
  file(name: string): string | null
}

/** So many rows of a result are kept to be printed. */
const ROWS_AT_MOST = 1000
/** SQLSTATE too_many_connections. */
const TOO_MANY = '53300'
const NO_COPY = 'A page has nothing to copy from. INSERT the rows, or have a program copy them.\n'

/** Of what the server sends for one command. */
interface Result {
  columns: readonly TableColumn[] | null
  rows: (string | null)[][]
  count: number
}

export class Psql {
  readonly #options: PsqlOptions
  readonly #scanner = new Scanner()
  #client: Client | null = null
  /** It was connected to a server that is there no more. */
  #isLost = false
  #user = 'reader'
  #database = 'lab'
  #isExpanded: boolean | 'auto' = false
  #times = false
  /** What `\p` shows where nothing has been typed since. */
  #lastStatement = ''
  #lastError: { readonly fields: ReportFields; readonly query: string | null } | null = null
  /** What is still to be carried out; each line follows the ones before it. */
  #queue: Promise<void> = Promise.resolve()
  #waiting = 0

  constructor(options: PsqlOptions) {
    this.#options = options
  }

  /** As psql's default has it: database, what is open, the transaction, and who one is. */
  get prompt(): string {
    const { open } = this.#scanner
    const start = open === '=' && this.#client && !this.#client.isOpen ? '!' : open
    const transaction = !this.#client?.isOpen ? '' : { I: '', T: '*', E: '!' }[this.#client.status]
    return `${this.#database}${start}${transaction}${this.isSuperuser ? '#' : '>'} `
  }

  get isSuperuser(): boolean {
    return (this.#client?.parameters.get('is_superuser') ?? (this.#user === 'postgres' ? 'on' : 'off')) === 'on'
  }

  /** Lines are being carried out. */
  get isBusy(): boolean {
    return this.#waiting > 0
  }

  /** The backend's pid; null: there is none. */
  get pid(): number | null {
    return this.#client?.pid ?? null
  }

  /** One or more whole lines. */
  enter(lines: string): Promise<void> {
    this.#waiting++
    this.#queue = this.#queue
      .then(async () => {
        for (const scanned of this.#scanner.push(lines)) await this.#carryOut(scanned)
      })
      .catch((error) => this.#options.print(`${(error as Error).message}\n`, true))
      .finally(() => {
        this.#waiting--
        this.#options.changed()
      })
    return this.#queue
  }

  /** As Ctrl+C: what is executed is cancelled; else what has been typed is forgotten. */
  interrupt(): void {
    if (this.isBusy) this.#client?.cancel()
    else this.#scanner.clear()
    this.#options.changed()
  }

  /** Another server has taken the place of the one that it was connected to. */
  serverHasChanged(): void {
    this.#client = null
    this.#isLost = false
    this.#options.changed()
  }

  close(): void {
    this.#client?.close()
    this.#client = null
    this.#options.changed()
  }

  async #carryOut(scanned: Scanned): Promise<void> {
    if (scanned.kind === 'statement') await this.#execute(scanned.text)
    else await this.#command(scanned.name, scanned.rest)
    this.#options.changed()
  }

  // ---- the session ----

  /** Null if there is none to be had; that has been printed. */
  async #connected(): Promise<Client | null> {
    if (this.#client?.isOpen) return this.#client
    if (this.#client) {
      this.#isLost = true
      this.#client = null
    }
    const client = await this.#open(this.#user, this.#database)
    if (this.#isLost && client) this.#options.print('The connection to the server was lost. Attempting reset: Succeeded.\n', true)
    this.#isLost = false
    return client
  }

  async #open(user: string, database: string): Promise<Client | null> {
    const client = await this.#attempt(user, database)
    if ('isOpen' in client) {
      this.#user = user
      this.#database = database
      this.#client = client
      this.#options.changed()
      return client
    }
    const { refused } = client
    const where = 'connection to server at "localhost" (127.0.0.1), port 5432 failed: '
    this.#options.print(`${where}${refused ? reportText(refused, null) : 'server closed the connection unexpectedly\n'}`, true)
    if (refused?.code !== TOO_MANY || user === 'postgres') return null
    this.#options.print('All places are taken. Three are kept for superusers: connected as postgres.\n')
    return this.#open('postgres', database)
  }

  async #attempt(user: string, database: string): Promise<Client | { refused: ReportFields | null }> {
    const client = new Client(this.#options.connect, { user, database, applicationName: 'psql' }, (message) => this.#unasked(message))
    const opened = await client.opened
    return opened === true ? client : opened
  }

  /** What comes while nothing is being executed. */
  #unasked(message: BackendMessage): void {
    if (message.type === 'ErrorResponse' || message.type === 'NoticeResponse')
      this.#options.print(reportText(message.fields, null), message.type === 'ErrorResponse')
    else if (message.type === 'NotificationResponse') this.#notified(message)
    this.#options.changed()
  }

  #notified({ channel, payload, pid }: Extract<BackendMessage, { type: 'NotificationResponse' }>): void {
    const what = payload === '' ? '' : ` with payload "${payload}"`
    this.#options.print(`Asynchronous notification "${channel}"${what} received from server process with PID ${pid}.\n`)
  }

  // ---- statements ----

  async #execute(query: string, isExpanded = this.#isExpanded): Promise<void> {
    const client = await this.#connected()
    if (!client) return
    this.#lastStatement = query
    const began = performance.now()
    let isCopy = false
    let result: Result = { columns: null, rows: [], count: 0 }
    const notifications: Extract<BackendMessage, { type: 'NotificationResponse' }>[] = []
    this.#options.changed()
    await client.execute(query, (message) => {
      if (message.type === 'RowDescription') {
        const columns = message.columns.map(({ name, typeOid }) => ({ name, isRight: isRight(typeOid) }))
        result = { columns, rows: [], count: 0 }
      } else if (message.type === 'DataRow') {
        if (result.count++ < ROWS_AT_MOST) result.rows.push(message.values.map(textOf))
      } else if (message.type === 'CommandComplete') {
        if (!isCopy) this.#printResult(result, message.tag, isExpanded)
        isCopy = false
        result = { columns: null, rows: [], count: 0 }
      } else if (message.type === 'ErrorResponse') {
        this.#lastError = { fields: message.fields, query }
        this.#options.print(reportText(message.fields, query), true)
      } else if (message.type === 'NoticeResponse') this.#options.print(reportText(message.fields, query))
      else if (message.type === 'CopyInResponse') {
        this.#options.print(NO_COPY, true)
        client.refuseCopy()
      } else if (message.type === 'CopyOutResponse') isCopy = true
      else if (message.type === 'CopyData') this.#options.print(textOf(message.data)!)
      else if (message.type === 'NotificationResponse') notifications.push(message)
    })
    if (!client.isOpen) {
      this.#options.print(
        'server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\n',
        true,
      )
      // Unless another server has taken the place of this one
      if (this.#client === client) await this.#connected()
    }
    if (this.#times) this.#options.print(`Time: ${(performance.now() - began).toFixed(3)} ms\n`)
    for (const notification of notifications) this.#notified(notification)
  }

  #printResult({ columns, rows, count }: Result, tag: string, isExpanded: boolean | 'auto'): void {
    if (columns) this.#printTable({ columns, rows, count }, isExpanded)
    // Of what has rows psql says the tag only where it changes something, too
    if (!columns || /^(INSERT|UPDATE|DELETE|MERGE) /.test(tag)) this.#options.print(`${tag}\n`)
  }

  #printTable(table: Table, isExpanded: boolean | 'auto' = this.#isExpanded): void {
    const { print } = this.#options
    print(`${isExpanded === true ? expanded(table) : aligned(table)}\n`)
    const left = (table.count ?? 0) - table.rows.length
    if (left > 0) print(`(the first ${ROWS_AT_MOST.toLocaleString('en')} rows; ${left.toLocaleString('en')} more are not shown here)\n`)
  }

  // ---- backslash commands ----

  async #command(name: string, rest: string): Promise<void> {
    const { print } = this.#options
    const [argument = ''] = rest.split(/\s+/)
    switch (name) {
      case 'q':
        print('The session is closed. The next statement opens another.\n')
        this.close()
        return this.#options.quit()
      case '?':
        return print(HELP)
      case 'x':
        this.#isExpanded = argument === 'auto' ? 'auto' : switched(argument, this.#isExpanded !== false)
        return print(`Expanded display is ${this.#isExpanded === 'auto' ? 'used automatically' : this.#isExpanded ? 'on' : 'off'}.\n`)
      case 'timing':
        this.#times = switched(argument, this.#times)
        return print(`Timing is ${this.#times ? 'on' : 'off'}.\n`)
      case 'conninfo':
        return this.#connectionInfo()
      case 'c':
      case 'connect':
        return this.#reconnect(rest)
      case 'echo':
        return print(`${rest.replace(/'([^']*)'/g, '$1')}\n`)
      case 'p':
        return print(`${this.#scanner.text.trim() || this.#lastStatement || 'Query buffer is empty.'}\n`)
      case 'r':
        this.#scanner.clear()
        return print('Query buffer reset (cleared).\n')
      case 'g':
      case 'gx': {
        const statement = this.#scanner.take().trim()
        return statement === '' ? undefined : this.#execute(statement, name === 'gx' ? true : this.#isExpanded)
      }
      case 'errverbose':
        return print(this.#lastError ? verboseText(this.#lastError.fields, this.#lastError.query) : 'There is no previous error.\n')
      case 'i':
      case 'ir':
        return this.#include(argument)
      case '!':
        return print('A page has no shell.\n', true)
    }
    if (/^([dz]|l|sf|sv|h$)/.test(name)) return this.#describe(`\\${name}${rest === '' ? '' : ` ${rest}`}`)
    print(`invalid command \\${name}\nTry \\? for help.\n`, true)
  }

  async #describe(command: string): Promise<void> {
    const client = await this.#connected()
    if (!client) return
    await describeCommand(command, this.#database, client, (text, isError) => this.#options.print(text, isError))
  }

  async #connectionInfo(): Promise<void> {
    const client = await this.#connected()
    if (!client) return
    const { parameters } = client
    const columns = ['Parameter', 'Value'].map((name) => ({ name, isRight: false }))
    const rows = [
      ['Database', this.#database],
      ['Client User', this.#user],
      ['Host', 'localhost'],
      ['Host Address', '127.0.0.1'],
      ['Server Port', '5432'],
      ['Options', ''],
      ['Protocol Version', '3.0'],
      ['Password Used', 'true'],
      ['GSSAPI Authenticated', 'false'],
      ['Backend PID', String(client.pid)],
      ['TLS Connection', 'false'],
      ['Superuser', parameters.get('is_superuser') ?? ''],
      ['Hot Standby', parameters.get('in_hot_standby') ?? ''],
    ]
    this.#printTable({ columns, rows, title: 'Connection Information' }, false)
  }

  async #reconnect(rest: string): Promise<void> {
    const [database = '-', user = '-'] = rest === '' ? [] : rest.split(/\s+/)
    const before = this.#client
    const to = { database: database === '-' ? this.#database : database, user: user === '-' ? this.#user : user }
    const client = await this.#open(to.user, to.database)
    if (client) {
      before?.close()
      this.#options.print(`You are now connected to database "${this.#database}" as user "${this.#user}".\n`)
    } else if (before?.isOpen) this.#options.print('Previous connection kept\n', true)
  }

  async #include(name: string): Promise<void> {
    const text = this.#options.file(name)
    if (text === null) return this.#options.print(`${name}: No such file or directory\n`, true)
    const inFile = new Scanner()
    for (const scanned of inFile.push(text)) if (scanned.kind === 'statement') await this.#execute(scanned.text)
    const last = inFile.take().trim()
    if (last !== '') await this.#execute(last)
  }
}

const textOf = (value: Uint8Array | null): string | null => value && new TextDecoder().decode(value)

const switched = (argument: string, isOn: boolean): boolean =>
  /^(on|true|yes|1)$/i.test(argument) ? true : /^(off|false|no|0)$/i.test(argument) ? false : !isOn

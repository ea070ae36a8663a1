/** Buttons for what goes wrong between a program and its server. What is simulated says so on its button. */
import type { Fault } from '../messages/run.ts'
import { hasJspi } from '../scheduling/jspi.ts'
import { part } from './parts.ts'

interface FaultsOptions {
  suffer(fault: Fault): void
  /** The superuser executes something. */
  execute(sql: string): Promise<void>
  hasServer(): boolean
}

const TERMINATE = `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`
const NONE = 'There is no server yet. Press Run first, or type into psql.'

export class FaultsView {
  readonly #options: FaultsOptions
  readonly #words: HTMLElement
  readonly #stall: HTMLElement
  readonly #refuse: HTMLElement

  constructor(root: HTMLElement, options: FaultsOptions) {
    this.#options = options
    this.#words = part(root, 'fault-words')
    this.#stall = part(root, 'fault-stall')
    this.#refuse = part(root, 'fault-refuse')
    const press = (name: string, action: () => string) =>
      part(root, name).addEventListener('click', () => this.#say(options.hasServer() ? action() : NONE))
    press('fault-drop', () => {
      options.suffer('drop')
      return "The program's connections are dropped: both ends find them closed."
    })
    press('fault-stall', () =>
      this.#toggle(this.#stall, ['stall', 'flow'])
        ? 'Nothing passes between the program and the server, and nobody is told.'
        : 'What was on its way arrives.',
    )
    press('fault-refuse', () =>
      this.#toggle(this.#refuse, ['refuse', 'accept'])
        ? 'New connections of the program are refused.'
        : 'New connections are accepted again.',
    )
    press('fault-terminate', () => {
      void options.execute(TERMINATE)
      return 'The superuser has terminated every session.'
    })
    press('fault-restart', () => {
      options.suffer('restart')
      return 'PostgreSQL has ended every session, as in a fast shutdown. Clients can connect again.'
    })
    if (!hasJspi) this.#say('This browser cannot suspend WebAssembly: while a program runs, no fault reaches it.')
  }

  /** Another server, without faults. */
  serverHasChanged(): void {
    for (const button of [this.#stall, this.#refuse]) button.setAttribute('aria-pressed', 'false')
    if (hasJspi) this.#say('')
  }

  #toggle(button: HTMLElement, [on, off]: readonly [Fault, Fault]): boolean {
    const isOn = button.getAttribute('aria-pressed') !== 'true'
    button.setAttribute('aria-pressed', String(isOn))
    this.#options.suffer(isOn ? on : off)
    return isOn
  }

  #say(words: string): void {
    this.#words.textContent = words
  }
}

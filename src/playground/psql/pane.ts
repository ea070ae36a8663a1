/** The pane in which psql is typed into: what was printed, the prompt, and a line to type. */
import { kept } from '../../live/kept.ts'
import { hasJspi } from '../../scheduling/jspi.ts'
import { part } from '../parts.ts'
import { Psql, type PsqlOptions } from './psql.ts'

const HISTORY = 'psql history'
const HISTORY_AT_MOST = 200
/** What nobody types stands between two of it. */
const BETWEEN = '\0'
/** UTF-16 units that are shown; what came first goes first. */
const SHOWN_AT_MOST = 200_000
/** Where WebAssembly cannot be suspended, nothing is received while a program runs. */
const WAITS =
  'This browser cannot suspend WebAssembly: while a program runs, the server answers nobody else. This is answered afterwards.\n'

interface PaneOptions extends Pick<PsqlOptions, 'connect' | 'file'> {
  /** A program runs. */
  isRunning(): boolean
}

export class PsqlPane {
  readonly psql: Psql
  readonly #options: PaneOptions
  readonly #output: HTMLElement
  readonly #prompt: HTMLElement
  readonly #input: HTMLTextAreaElement
  readonly #cancel: HTMLButtonElement
  readonly #history: string[] = (kept.load(HISTORY) ?? '').split(BETWEEN).filter(Boolean)
  /** Where the arrows have led; the end is what is being typed. */
  #at = this.#history.length
  /** What was being typed when the arrows were first pressed. */
  #typed = ''
  #shown = 0

  constructor(root: HTMLElement, options: PaneOptions) {
    this.#options = options
    this.#output = part(root, 'psql-output')
    this.#prompt = part(root, 'psql-prompt')
    this.#input = part(root, 'psql-input')
    this.#cancel = part(root, 'psql-cancel')
    const { connect, file } = options
    this.psql = new Psql({
      connect,
      file,
      print: (text, isError) => this.#print(text, isError ? 'error' : 'said'),
      changed: () => this.#show(),
      quit: () => {},
    })
    this.#input.addEventListener('keydown', (event) => this.#key(event))
    this.#input.addEventListener('input', () => this.#fit())
    this.#cancel.addEventListener('click', () => this.psql.interrupt())
    // A press anywhere in the pane is meant for the line, unless something is being marked
    this.#output.addEventListener('click', () => getSelection()?.isCollapsed && this.#input.focus())
    this.#show()
  }

  /** Another server has taken the place of the one that psql was connected to. */
  serverHasChanged(): void {
    const wasConnected = this.psql.pid !== null
    this.psql.serverHasChanged()
    if (wasConnected) this.#print('Another server takes the place of this one: what was in it is gone.\n', 'note')
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return
    const { value, selectionStart, selectionEnd } = this.#input
    const isMarked = selectionStart !== selectionEnd
    const does: Readonly<Record<string, () => void>> = {
      Enter: () => this.#enter(),
      ...(value.lastIndexOf('\n', selectionStart - 1) < 0 && { ArrowUp: () => this.#go(-1) }),
      ...(value.indexOf('\n', selectionEnd) < 0 && { ArrowDown: () => this.#go(1) }),
    }
    const withControl: Readonly<Record<string, () => void>> = {
      ...(!isMarked && { c: () => this.#interrupt() }),
      l: () => this.#clear(),
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    const action = plain ? does[event.key] : event.ctrlKey && !event.shiftKey ? withControl[event.key] : undefined
    if (!action) return
    event.preventDefault()
    action()
  }

  #enter(): void {
    const lines = this.#input.value.replace(/\n$/, '')
    this.#print(`${this.psql.prompt}${lines}\n`, 'typed')
    if (lines.trim() !== '' && lines !== this.#history.at(-1)) this.#history.push(lines)
    this.#history.splice(0, this.#history.length - HISTORY_AT_MOST)
    kept.save(HISTORY, this.#history.join(BETWEEN))
    this.#set('')
    this.#at = this.#history.length
    if (!hasJspi && this.#options.isRunning()) this.#print(WAITS, 'note')
    void this.psql.enter(lines)
    this.#show()
  }

  #go(by: number): void {
    const to = this.#at + by
    if (to < 0 || to > this.#history.length) return
    if (this.#at === this.#history.length) this.#typed = this.#input.value
    this.#at = to
    this.#set(this.#history[to] ?? this.#typed)
  }

  #interrupt(): void {
    this.#print(`${this.psql.prompt}${this.#input.value}^C\n`, 'typed')
    this.#set('')
    this.psql.interrupt()
  }

  #clear(): void {
    this.#output.replaceChildren()
    this.#shown = 0
  }

  #set(text: string): void {
    this.#input.value = text
    this.#input.setSelectionRange(text.length, text.length)
    this.#fit()
  }

  /** As many lines as there are, up to some. */
  #fit(): void {
    this.#input.rows = Math.min(8, this.#input.value.split('\n').length)
  }

  #print(text: string, kind: 'said' | 'error' | 'typed' | 'note'): void {
    const piece = document.createElement('span')
    piece.dataset['kind'] = kind
    piece.textContent = text
    this.#output.append(piece)
    this.#shown += text.length
    for (let first = this.#output.firstChild; first !== piece && this.#shown > SHOWN_AT_MOST; first = this.#output.firstChild) {
      this.#shown -= first!.textContent!.length
      first!.remove()
    }
    this.#output.scrollTop = this.#output.scrollHeight
  }

  #show(): void {
    const { prompt, isBusy } = this.psql
    this.#prompt.textContent = isBusy ? '' : prompt
    this.#cancel.hidden = !isBusy
  }
}

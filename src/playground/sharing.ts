/** Passing a program on: as a link that holds all of it, or as a folder for a server of one's own. */
import { ownServerFiles } from '../examples/own-server.ts'
import { zip } from '../examples/zip.ts'
import { LINK_AT_MOST, toLink } from './link.ts'
import { part } from './parts.ts'
import { type Program, requestOf } from './program.ts'

const TOO_LONG = `Its link would have more than ${LINK_AT_MOST.toLocaleString('en')} characters, which many programs cut. Download it as a folder, and pass that on.`

export class SharingView {
  readonly #program: () => Program
  readonly #panel: HTMLElement
  readonly #link: HTMLInputElement
  readonly #words: HTMLElement

  constructor(root: HTMLElement, program: () => Program) {
    this.#program = program
    this.#panel = part(root, 'share-panel')
    this.#link = part(root, 'share-link')
    this.#words = part(root, 'share-words')
    const share = part<HTMLButtonElement>(root, 'share')
    share.addEventListener('click', () => {
      this.#panel.hidden = !this.#panel.hidden
      share.setAttribute('aria-expanded', String(!this.#panel.hidden))
      if (!this.#panel.hidden) void this.#show()
    })
    // A link of what has been changed since would be another one
    root.addEventListener('live-code', () => void this.#show())
    root.addEventListener('input', () => void this.#show())
    part(root, 'share-copy').addEventListener('click', () => void this.#copy())
    part(root, 'download').addEventListener('click', () => this.#download())
  }

  async #show(): Promise<void> {
    if (this.#panel.hidden) return
    const { title, files } = this.#program()
    // Whoever opens it finds out by themselves that it came by a link
    const link = await toLink({ title, files })
    this.#link.value = link === null ? '' : `${location.href.replace(/#.*/s, '')}#${link}`
    this.#words.textContent =
      link === null
        ? TOO_LONG
        : 'The link holds the whole program, after its #: no server ever receives that. Whoever opens it sees the program first, and has to press Run.'
  }

  async #copy(): Promise<void> {
    if (this.#link.value === '') return
    try {
      await navigator.clipboard.writeText(this.#link.value)
      this.#words.textContent = 'The link is in the clipboard.'
    } catch {
      this.#link.select()
      this.#words.textContent = 'This browser does not let the page copy. The link is selected: copy it with the keyboard.'
    }
  }

  #download(): void {
    const program = this.#program()
    const { code, beside } = requestOf(program)
    const files = ownServerFiles({ title: program.title, code, setup: beside.setup }, { files: beside.files })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([zip(files)], { type: 'application/zip' }))
    link.download = `${
      program.title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'program'
    }.zip`
    link.click()
    // Once the browser has begun to save it
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
}

/**
 * A copy of the loaded process's pages as they were when it was loaded: comparing the two finds the pages that it has changed since. An
 * operating system learns of the first write to a page by a fault; WebAssembly's memory cannot be protected.
 */
import { AT_ONCE, COMPARE_SECTION, PAGE, PageScanner } from './page-scanner.ts'

/** So many pages have a shadow: 3 MB. A process has 0.8 MB at its fork; the postmaster may get 1 MB more, and what others allocate needs none. */
const PAGES = 768

export interface PageComparer {
  /** So many pages have a shadow. */
  readonly pages: number
  /** Addresses that are no process's own. */
  readonly memory: { readonly start: number; readonly end: number }
  /** Where the shadow of a page lies, by the page's number. */
  addressOf(page: number): number
  /** Which of `count` pages at `start` differ from their shadows, counted from 0; `first` is the number of the first of them. */
  changed(start: number, count: number, first: number): number[]
}

export class ShadowMemory implements PageComparer {
  readonly pages = PAGES
  readonly memory: { readonly start: number; readonly end: number }
  readonly scanner: PageScanner
  readonly #shadow: number

  /** Allocates its memory by `malloc`, before there are processes. */
  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, malloc: (size: number) => number) {
    const size = PAGES * PAGE + AT_ONCE * 4 + PAGE
    const start = malloc(size)
    this.memory = { start, end: start + size }
    this.#shadow = Math.ceil(start / PAGE) * PAGE
    this.scanner = new PageScanner(module, memory, this.#shadow + PAGES * PAGE)
  }

  /** The module is in the server's binary. */
  static of(server: WebAssembly.Module, memory: WebAssembly.Memory, malloc: (size: number) => number): ShadowMemory {
    return new ShadowMemory(new WebAssembly.Module(WebAssembly.Module.customSections(server, COMPARE_SECTION)[0]!), memory, malloc)
  }

  addressOf(page: number): number {
    return this.#shadow + page * PAGE
  }

  changed(start: number, count: number, first: number): number[] {
    return this.scanner.changed(start, count, this.addressOf(first))
  }
}

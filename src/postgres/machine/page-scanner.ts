/** Looks at many pages of memory at once, with the vectors of WebAssembly. */

/** In bytes. */
export const PAGE = 4096

/** The custom section of the server's binary with the functions that look: src/integrations/sessions-for-pglite/page-compare.wat. */
export const COMPARE_SECTION = 'page-compare'

/** So many pages are looked at in one call: each may give a number of four bytes. */
export const AT_ONCE = 768

interface Functions {
  changed_pages(at: number, count: number, shadow: number, numbers: number): number
  used_pages(at: number, count: number, numbers: number): number
}

export class PageScanner {
  readonly #memory: WebAssembly.Memory
  readonly #functions: Functions
  /** Where they write their results. */
  readonly #numbers: number

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, numbers: number) {
    this.#memory = memory
    this.#numbers = numbers
    this.#functions = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Functions
  }

  /** Which of `count` pages at `start` differ from those at `shadow`, counted from 0. */
  changed(start: number, count: number, shadow: number): number[] {
    return this.#each(count, (first, some) =>
      this.#functions.changed_pages(start + first * PAGE, some, shadow + first * PAGE, this.#numbers),
    )
  }

  /** Which of `count` pages at `start` are not all zeros, counted from 0. */
  used(start: number, count: number): number[] {
    return this.#each(count, (first, some) => this.#functions.used_pages(start + first * PAGE, some, this.#numbers))
  }

  #each(count: number, look: (first: number, count: number) => number): number[] {
    const numbers: number[] = []
    for (let first = 0; first < count; first += AT_ONCE) {
      const found = look(first, Math.min(AT_ONCE, count - first))
      for (const number of new Uint32Array(this.#memory.buffer, this.#numbers, found)) numbers.push(first + number)
    }
    return numbers
  }
}

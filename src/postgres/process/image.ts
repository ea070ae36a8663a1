/**
 * A process as it lies in memory when it does not run: its pages, the rest of its memory (the stack in use, what fills no page), and its
 * open files. Pages that it has not changed since it was forked are its parent's, too: a page is the same if it is the same object.
 */
import type { FileStream } from '../machine/emscripten.ts'
import { PAGE } from '../machine/shadow-memory.ts'

export type Page = Uint8Array

export interface Part {
  readonly at: number
  readonly bytes: Uint8Array
}

export class Image {
  /** By their numbers in the memory map. */
  readonly pages: Page[] = []
  rest: readonly Part[] = []
  stackPointer = 0
  files: readonly (FileStream | null | undefined)[] = []
  /** Numbers of the pages that no other image has. */
  readonly #own = new Set<number>()

  /** The page with this number, to be written to: a new one if another image has it, too. */
  own(number: number): Page {
    if (!this.#own.has(number)) {
      this.#own.add(number)
      this.pages[number] = new Uint8Array(PAGE)
    }
    return this.pages[number]!
  }

  /** From now on it has so many pages. */
  truncate(count: number): void {
    for (let number = count; number < this.pages.length; number++) this.#own.delete(number)
    this.pages.length = Math.min(this.pages.length, count)
  }

  /** As `fork` does: a child with the same memory, and descriptors of its own for the same files. */
  fork(): Image {
    const child = new Image()
    child.pages.push(...this.pages)
    this.#own.clear()
    child.rest = this.rest
    child.stackPointer = this.stackPointer
    child.files = this.files.map((file) => file && Object.assign(Object.create(Object.getPrototypeOf(file)), file))
    return child
  }

  /** The bytes that are this image's alone. */
  get size(): number {
    return this.#own.size * PAGE + this.rest.reduce((sum, { bytes }) => sum + bytes.length, 0)
  }
}

/**
 * What is saved of a process when another is loaded: its pages, the rest of its memory (the stack in use, and what fills no page), and its
 * open files. Pages that it has not changed since its fork it shares with its parent: they are the same objects.
 */
import { duplicate } from '../machine/descriptors.ts'
import type { FileStream } from '../machine/emscripten.ts'
import type { Part } from '../machine/memory-parts.ts'
import { PAGE } from '../machine/page-scanner.ts'

export type Page = Uint8Array

export class Image {
  /** By their numbers in the memory map. */
  readonly pages: Page[] = []
  rest: readonly Part[] = []
  stackPointer = 0
  files: readonly (FileStream | null | undefined)[] = []
  /** The numbers of pages that it shares with no other image. */
  readonly #own = new Set<number>()

  static of(pages: readonly Page[], rest: readonly Part[], stackPointer: number, files: Image['files']): Image {
    const image = new Image()
    for (const page of pages) image.pages.push(page)
    return Object.assign(image, { rest, stackPointer, files })
  }

  /** The page with this number, for writing: a new one if it was shared. */
  own(number: number): Page {
    if (!this.#own.has(number)) {
      this.#own.add(number)
      this.pages[number] = new Uint8Array(PAGE)
    }
    return this.pages[number]!
  }

  /** From here on it has so many pages. */
  truncate(count: number): void {
    for (let number = count; number < this.pages.length; number++) this.#own.delete(number)
    this.pages.length = Math.min(this.pages.length, count)
  }

  /** A child, as after fork(): with the same memory, and descriptors of its own for the same open files. */
  fork(): Image {
    const child = new Image()
    child.pages.push(...this.pages)
    this.#own.clear()
    child.rest = this.rest
    child.stackPointer = this.stackPointer
    child.files = this.files.map((file) => file && duplicate(file))
    return child
  }

  /** How many bytes it shares with no other image. */
  get size(): number {
    return this.#own.size * PAGE + this.rest.reduce((sum, { bytes }) => sum + bytes.length, 0)
  }
}

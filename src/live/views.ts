/** What an element is made of when it first meets its HTML, and stays. */
import type { RunEvent } from '../messages/event.ts'
import type { Unseen } from '../timeline/model.ts'
import { CodeView } from './code.ts'
import { DrawingView } from './drawing.ts'
import { OutputView } from './output.ts'
import { findParts, type Parts } from './parts.ts'

export interface Views {
  readonly parts: Parts
  readonly code: CodeView
  readonly output: OutputView
  readonly drawing: DrawingView
  /** What the recorded program printed on stdout. */
  readonly recorded: string
  /** Puts back the recording that the page came with. */
  restore(): void
}

export interface ViewsOptions {
  readonly title: string
  /** The code is another. */
  readonly changed: (code: string) => void
  /** The reader asks for a run in the editor. */
  readonly run: () => void
  /** A line's number has been pressed. */
  readonly numbered: (line: number) => Promise<boolean>
  /** The timeline of a run has been drawn: of these events, up to where the axis goes, and what time it is or was at the end. */
  readonly drawn: (events: readonly RunEvent[], until: number, end: number, unseen: Unseen | null) => void
}

export function makeViews(root: HTMLElement, { title, changed, run, numbered, drawn }: ViewsOptions): Views {
  const parts = findParts(root)
  const recorded = [...parts.output.querySelectorAll('[data-stream="stdout"]')].map((part) => part.textContent).join('')
  const kept = [parts.output, parts.outputLabel, parts.timeline, parts.timelineLabel].map((part) => ({
    part,
    nodes: copies([...part.childNodes]),
  }))
  const code = new CodeView({
    target: parts.code,
    label: `Python code of the example: ${title}`,
    describedBy: parts.hint.id,
    changed,
    run,
    numbered,
    editing: () => {
      parts.hint.textContent = parts.hint.dataset['editing'] ?? ''
    },
  })
  const output = new OutputView(parts.output)
  const drawing = new DrawingView(parts.timeline, drawn)
  const restore = () => {
    drawing.end()
    output.clear()
    for (const { part, nodes } of kept) {
      part.replaceChildren(...copies(nodes))
      part.style.minHeight = ''
    }
  }
  return { parts, code, output, drawing, recorded, restore }
}

const copies = (nodes: readonly Node[]) => nodes.map((node) => node.cloneNode(true))

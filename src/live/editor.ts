/** The editor: CodeMirror with the colours of the static code. Loaded when a reader begins to edit. */
import { autocompletion, type CompletionContext, type CompletionResult, closeCompletion, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { localCompletionSource, python } from '@codemirror/lang-python'
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { ChangeSet, Compartment, EditorState, Prec, StateEffect, StateField, type Text } from '@codemirror/state'
import {
  activateHover,
  closeHoverTooltips,
  Decoration,
  type DecorationSet,
  EditorView,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { drawCard, spoken } from './editor/card.ts'
import { complete } from './editor/complete.ts'
import { lookUp } from './editor/look-up.ts'
import { Names } from './editor/names.ts'

export interface EditorOptions {
  readonly parent: HTMLElement
  readonly code: string
  readonly selection: { readonly anchor: number; readonly head: number } | null
  readonly label: string
  readonly describedBy: string
  readonly wraps: boolean
  changed(code: string): void
  run(): void
}

export interface Editor {
  get code(): string
  set code(code: string)
  /** The text as it is now is what is executed from here on. */
  begin(): void
  /** Marks the lines being executed, by their numbers in that text, wherever they are now. */
  mark(lines: readonly number[]): void
  /** Whether a line that is too long goes on in the next. */
  wrap(wraps: boolean): void
  focus(): void
  destroy(): void
}

const colour = (name: string) => `var(--lx-token-${name})`

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.moduleKeyword, tags.controlKeyword, tags.definitionKeyword], color: colour('keyword') },
  { tag: [tags.string, tags.special(tags.string)], color: colour('string') },
  { tag: tags.comment, color: colour('comment') },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape, tags.self], color: colour('constant') },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.function(tags.definition(tags.variableName))],
    color: colour('function'),
  },
  { tag: [tags.className, tags.definition(tags.className)], color: colour('function') },
  { tag: [tags.operator, tags.compareOperator, tags.arithmeticOperator, tags.definitionOperator], color: colour('keyword') },
  { tag: tags.meta, color: colour('function') },
])

/** What is executed, and what has been typed since. */
interface Executed {
  readonly text: Text
  readonly changes: ChangeSet
}
const setExecuted = StateEffect.define<null>()
const executed = StateField.define<Executed>({
  create: ({ doc }) => ({ text: doc, changes: ChangeSet.empty(doc.length) }),
  update(value, transaction) {
    if (transaction.effects.some((effect) => effect.is(setExecuted)))
      return { text: transaction.newDoc, changes: ChangeSet.empty(transaction.newDoc.length) }
    return transaction.docChanged ? { ...value, changes: value.changes.compose(transaction.changes) } : value
  },
})

const setMarks = StateEffect.define<readonly number[]>()
const markLine = Decoration.line({ class: 'lx-current' })
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setMarks)) {
        const { doc } = transaction.state
        const { text, changes } = transaction.state.field(executed)
        const lines = effect.value
          .filter((line) => line >= 1 && line <= text.lines)
          .map((line) => doc.lineAt(changes.mapPos(text.line(line).from, 1)).from)
        return Decoration.set([...new Set(lines)].sort((one, other) => one - other).map((from) => markLine.range(from)))
      }
    return value.map(transaction.changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** Of psycopg2 and PostgreSQL; null until it has come, and where it cannot be had: all else works without. */
let names: Names | null = null
/** The latest attempt to fetch it. */
let fetched: Promise<void> = Promise.resolve()
function fetchNames(): void {
  if (names) return
  fetched = import('virtual:known-names').then(
    ({ default: known }) => {
      names = new Names(known)
    },
    () => {},
  )
}

/** The card of a word, under the pointer or asked for by key. */
const cards = hoverTooltip(
  ({ state }, at) => {
    const found = names && lookUp(state, at, names)
    return found && { pos: found.from, end: found.to, above: true, create: () => ({ dom: drawCard(found.card) }) }
  },
  { hideOnChange: true },
)

async function showCard(view: EditorView): Promise<void> {
  await fetched
  const { head } = view.state.selection.main
  const found = names && lookUp(view.state, head, names)
  if (found) activateHover(view, head, -1, { tooltip: cards, until: ({ docChanged, selection }) => docChanged || selection !== undefined })
  view.dispatch({ effects: EditorView.announce.of(found ? spoken(found.card) : 'Nothing is known of this word.') })
}

async function completeWhenKnown(context: CompletionContext): Promise<CompletionResult | null> {
  await fetched
  return names && !context.aborted ? complete(context, names) : null
}

// An option is taken by Enter only once an arrow has chosen it, so that Enter and Tab do what they do without
const completion = [
  autocompletion({
    override: [completeWhenKnown, localCompletionSource],
    selectOnOpen: false,
    interactionDelay: 0,
    defaultKeymap: false,
    icons: false,
  }),
  Prec.high(keymap.of(completionKeymap.filter(({ key }) => key !== 'Escape'))),
]

export function createEditor(options: EditorOptions): Editor {
  const runs = () => {
    options.run()
    return true
  }
  // Escape closes what is open, and gives Tab back to the page until the reader types on or comes back; elsewhere in it Tab indents.
  const leave = (view: EditorView) => {
    closeCompletion(view)
    view.dispatch({ effects: closeHoverTooltips })
    view.setTabFocusMode(true)
    return false
  }
  const explains = (view: EditorView) => {
    void showCard(view)
    return true
  }
  const wrapping = new Compartment()
  const wrapped = (wraps: boolean) => (wraps ? EditorView.lineWrapping : [])
  fetchNames()
  const length = options.code.length
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.code,
      ...(options.selection && {
        selection: { anchor: Math.min(options.selection.anchor, length), head: Math.min(options.selection.head, length) },
      }),
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        bracketMatching(),
        indentUnit.of('    '),
        EditorState.tabSize.of(4),
        python(),
        syntaxHighlighting(colours),
        executed,
        marks,
        wrapping.of(wrapped(options.wraps)),
        completion,
        cards,
        keymap.of([
          { key: 'Mod-Enter', run: runs },
          { key: 'Ctrl-Enter', run: runs },
          { key: 'Escape', run: leave },
          { key: 'F1', run: explains },
          indentWithTab,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        // It takes the focus as it is; with tabindex axe knows, too
        EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': options.label, 'aria-describedby': options.describedBy }),
        EditorView.domEventHandlers({ focus: (_event, focused) => focused.setTabFocusMode(false) }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return
          update.view.setTabFocusMode(false)
          options.changed(update.state.doc.toString())
        }),
      ],
    }),
  })
  return {
    get code() {
      return view.state.doc.toString()
    },
    set code(code: string) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } })
    },
    begin: () => view.dispatch({ effects: setExecuted.of(null) }),
    mark: (lines) => view.dispatch({ effects: setMarks.of(lines) }),
    wrap: (wraps) => view.dispatch({ effects: wrapping.reconfigure(wrapped(wraps)) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}

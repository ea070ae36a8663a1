/** What an expression of a program stands for, as far as its text tells: imports, assignments, `with` and `except`. Pure. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode, Tree } from '@lezer/common'
import type { Names, Thing } from './names.ts'

/** What reading a long program may take, in milliseconds. */
const PATIENCE = 50

/** What everybody calls them, where the program does not say what they are. */
const USUAL: Readonly<Record<string, Thing>> = {
  conn: { is: 'object', name: 'psycopg2.extensions.connection' },
  connection: { is: 'object', name: 'psycopg2.extensions.connection' },
  cur: { is: 'object', name: 'psycopg2.extensions.cursor' },
  cursor: { is: 'object', name: 'psycopg2.extensions.cursor' },
}
const ERROR: Thing = { is: 'object', name: 'psycopg2.Error' }

interface Binding {
  /** From where on. */
  readonly at: number
  readonly meaning: (depth: number) => Thing | null
}

/** Names may be defined by one another, in circles too. */
const DEEPEST = 20

export class Meaning {
  readonly tree: Tree
  readonly #state: EditorState
  readonly #names: Names
  readonly #bindings = new Map<string, Binding[]>()

  /** As the program reads up to `until`. */
  constructor(state: EditorState, names: Names, until: number) {
    this.#state = state
    this.#names = names
    this.tree = ensureSyntaxTree(state, until, PATIENCE) ?? syntaxTree(state)
    this.tree.iterate({
      enter: ({ name, node }) => {
        if (name === 'ImportStatement') this.#imports(node)
        else if (name === 'AssignStatement' || name === 'NamedExpression') this.#assigns(node)
        else if (name === 'WithStatement' || name === 'TryStatement') this.#as(node, name === 'TryStatement')
      },
    })
  }

  /** Null: that cannot be told. */
  of(expression: SyntaxNode | null, depth = 0): Thing | null {
    if (!expression || depth > DEEPEST) return null
    switch (expression.name) {
      case 'VariableName':
        return this.#named(this.#text(expression), expression.from, depth)
      case 'MemberExpression': {
        const property = expression.getChild('PropertyName')
        const owner = property && this.of(expression.firstChild, depth + 1)
        if (owner) return this.#names.thing(owner, this.#text(property))
        return this.#bound(this.#text(expression), expression.from, depth)
      }
      case 'CallExpression':
        return this.#given(expression, depth)
      case 'ParenthesizedExpression':
        return this.of(expression.firstChild?.nextSibling ?? null, depth + 1)
      default:
        return null
    }
  }

  #given(call: SyntaxNode, depth: number): Thing | null {
    const callee = this.of(call.firstChild, depth + 1)
    if (callee?.is === 'class') return { is: 'object', name: callee.name }
    if (callee?.is !== 'function' || callee.gives === undefined) return null
    // A factory that is named makes what the call gives
    for (const name of call.getChild('ArgList')?.getChildren('VariableName') ?? []) {
      if (!/^(cursor|connection)_factory$/.test(this.#text(name)) || name.nextSibling?.name !== 'AssignOp') continue
      const factory = this.of(name.nextSibling.nextSibling, depth + 1)
      if (factory?.is === 'class') return { is: 'object', name: factory.name }
    }
    return { is: 'object', name: callee.gives }
  }

  #named(name: string, at: number, depth: number): Thing | null {
    return this.#bindings.has(name) ? this.#bound(name, at, depth) : (USUAL[name] ?? null)
  }

  /** By the latest before it, or else by the first. */
  #bound(name: string, at: number, depth: number): Thing | null {
    const all = this.#bindings.get(name) ?? []
    return (all.findLast((binding) => binding.at <= at) ?? all[0])?.meaning(depth + 1) ?? null
  }

  #bind(name: string, at: number, meaning: Binding['meaning']): void {
    const all = this.#bindings.get(name)
    if (all) all.push({ at, meaning })
    else this.#bindings.set(name, [{ at, meaning }])
  }

  /** `import a.b as c`, `from a import b as c` */
  #imports(statement: SyntaxNode): void {
    const text = this.#text(statement)
    const { to } = statement
    const [, home, names = ''] = /^from\s+([\w.]+)\s+import\b([\s\S]*)/.exec(text) ?? /^(import)\b([\s\S]*)/.exec(text) ?? []
    for (const [, name, as] of names.matchAll(/([\w.]+)(?:\s+as\s+(\w+))?/g)) {
      if (home !== 'import') this.#bind(as ?? name!, to, () => this.#names.thing({ is: 'module', name: home! }, name!))
      else {
        const module = as ? name! : name!.split('.')[0]!
        this.#bind(as ?? module, to, () => (module in this.#names.known.modules ? { is: 'module', name: module } : null))
      }
    }
  }

  /** `a = b = value`, `a: T = value`, `a := value` */
  #assigns(statement: SyntaxNode): void {
    const value = statement.lastChild
    const targets = statement.getChildren('AssignOp').map((operator) => {
      const before = operator.prevSibling
      return before?.name === 'TypeDef' ? before.prevSibling : before
    })
    // Of several values none is looked at
    if (!value || statement.getChild(',')) return
    for (const target of targets)
      if (target && this.#text(value) !== '') this.#bind(this.#text(target), statement.to, (depth) => this.of(value, depth))
  }

  /** `with value as name`, `except value as name` */
  #as(statement: SyntaxNode, raised: boolean): void {
    for (const as of statement.getChildren('as')) {
      const { prevSibling: value, nextSibling: name } = as
      if (!value || !name) continue
      this.#bind(this.#text(name), as.from, (depth) => (raised ? this.#caught(value, depth) : this.of(value, depth)))
    }
  }

  /** An exception of this class, or of one of these. */
  #caught(classes: SyntaxNode, depth: number): Thing | null {
    if (classes.name === 'TupleExpression') return classes.getChildren('MemberExpression').some((one) => this.of(one, depth)) ? ERROR : null
    const found = this.of(classes, depth)
    return found?.is === 'class' ? { is: 'object', name: found.name } : null
  }

  #text = ({ from, to }: SyntaxNode) => this.#state.sliceDoc(from, to)
}

/** The largest expression that ends there. */
export function endingAt(tree: Tree, at: number): SyntaxNode {
  let node = tree.resolveInner(at, -1)
  while (node.parent && node.parent.to === at && /Expression$|^ArgList$/.test(node.parent.name)) node = node.parent
  return node
}

/** The module of which a name is imported, by its statement up to there; null elsewhere. */
export function importedFrom(state: EditorState, node: SyntaxNode, at: number): Thing | null {
  for (let statement: SyntaxNode | null = node; statement; statement = statement.parent) {
    if (statement.name !== 'ImportStatement') continue
    const text = state.sliceDoc(statement.from, at)
    const module =
      /^from\s+([\w.]+)\s+import\b[\w\s,()]*$/.exec(text)?.[1] ?? /^(?:from|import)\s+(?:[\w.\s]+,\s*)*(psycopg2)\.\w*$/.exec(text)?.[1]
    return module === undefined ? null : { is: 'module', name: module }
  }
  return null
}

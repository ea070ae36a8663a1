/** Cuts what is typed into statements and backslash commands, as psql does: a semicolon in quotes, parentheses or a comment ends nothing. Pure. */

export type Scanned =
  | { readonly kind: 'statement'; readonly text: string }
  /** `\name arguments`, with what has been typed of a statement before it. */
  | { readonly kind: 'command'; readonly name: string; readonly rest: string }

/** What is open at the end, as psql's prompt shows it: nothing has been typed, a statement, a quote of one of three kinds, a comment, `(`. */
export type Open = '=' | '-' | "'" | '"' | '$' | '*' | '('

const DOLLAR = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/
const WORD = /^[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/
const COMMAND = /^\\([^\s\\]+)([^\n]*)/

export class Scanner {
  /** What has been typed of the next statement. */
  #text = ''
  /** How far it has been looked at. */
  #at = 0
  #quote: { readonly end: string; readonly shown: Open; readonly escapes: boolean } | null = null
  #comments = 0
  #parentheses = 0
  /** Its first words, in lower case, for the bodies of functions in SQL. */
  #words: string[] = []
  #begins = 0

  get open(): Open {
    if (this.#comments > 0) return '*'
    if (this.#quote) return this.#quote.shown
    if (this.#parentheses > 0) return '('
    return this.#text.trim() === '' ? '=' : '-'
  }

  get text(): string {
    return this.#text
  }

  clear(): void {
    this.#text = ''
    this.#at = 0
    this.#quote = null
    this.#comments = 0
    this.#parentheses = 0
    this.#words = []
    this.#begins = 0
  }

  /** Takes the text as a statement, whether it is one or not. */
  take(): string {
    const text = this.#text
    this.clear()
    return text
  }

  /** Whole lines. What is handed out has to be dealt with before the next is asked for, as a command may take the text before it. */
  *push(lines: string): Generator<Scanned> {
    this.#text += `${lines}\n`
    while (this.#at < this.#text.length) {
      const scanned = this.#step()
      if (scanned) yield scanned
    }
    if (this.open === '=') this.clear()
  }

  #step(): Scanned | null {
    const rest = this.#text.slice(this.#at)
    if (this.#comments > 0) return this.#inComment(rest)
    if (this.#quote) return this.#inQuote(rest)
    const [first] = rest
    if (rest.startsWith('--')) {
      const { length } = /^[^\n]*/.exec(rest)![0]
      // Before a statement it is dropped
      if (this.#text.slice(0, this.#at).trim() !== '') return this.#skip(length)
      this.#text = rest.slice(length)
      this.#at = 0
      return null
    }
    if (rest.startsWith('/*')) {
      this.#comments = 1
      return this.#skip(2)
    }
    if (first === "'" || first === '"') {
      const escapes = first === "'" && /(^|[^\w$])[eE]$/.test(this.#text.slice(0, this.#at))
      this.#quote = { end: first, shown: first, escapes }
      return this.#skip(1)
    }
    const dollar = DOLLAR.exec(rest)
    if (dollar && !/[\w$\u0080-\uffff]$/.test(this.#text.slice(0, this.#at))) {
      this.#quote = { end: dollar[0], shown: '$', escapes: false }
      return this.#skip(dollar[0].length)
    }
    if (first === '\\') return this.#command(rest)
    const word = WORD.exec(rest)
    if (word) {
      this.#word(word[0].toLowerCase())
      return this.#skip(word[0].length)
    }
    if (first === '(') this.#parentheses++
    if (first === ')') this.#parentheses = Math.max(0, this.#parentheses - 1)
    if (first !== ';' || this.#parentheses > 0 || this.#begins > 0) return this.#skip(1)
    return this.#statement()
  }

  #statement(): Scanned {
    const text = this.#text.slice(0, this.#at + 1).trimStart()
    const rest = this.#text.slice(this.#at + 1)
    this.clear()
    this.#text = rest
    return { kind: 'statement', text }
  }

  /** It is taken out of the text, which stays. */
  #command(rest: string): Scanned | null {
    if (rest.startsWith('\\;')) {
      this.#text = this.#text.slice(0, this.#at) + rest.slice(1)
      return this.#skip(1)
    }
    const [all, name = '', given = ''] = COMMAND.exec(rest) ?? [rest.slice(0, 1)]
    const more = given.indexOf('\\\\')
    const length = more < 0 ? all.length : all.length - given.length + more + 2
    this.#text = this.#text.slice(0, this.#at) + rest.slice(length)
    return { kind: 'command', name, rest: (more < 0 ? given : given.slice(0, more)).trim() }
  }

  #inComment(rest: string): null {
    const found = /\/\*|\*\//.exec(rest)
    if (!found) return this.#skip(rest.length)
    this.#comments += found[0] === '/*' ? 1 : -1
    return this.#skip(found.index + 2)
  }

  #inQuote(rest: string): null {
    const { end, escapes } = this.#quote!
    const found = rest.indexOf(end)
    const escaped = escapes ? rest.indexOf('\\') : -1
    if (escaped >= 0 && (found < 0 || escaped < found)) return this.#skip(escaped + 2)
    if (found < 0) return this.#skip(rest.length)
    this.#quote = null
    return this.#skip(found + end.length)
  }

  /** As psql follows `CREATE FUNCTION … BEGIN ATOMIC … END`. */
  #word(word: string): void {
    if (this.#words.length < 4) this.#words.push(word)
    const [create, second, , fourth] = this.#words
    const isRoutine = (kind: string | undefined) => kind === 'function' || kind === 'procedure'
    if (create !== 'create' || this.#parentheses > 0) return
    if (!isRoutine(second) && !(second === 'or' && this.#words[2] === 'replace' && isRoutine(fourth))) return
    if (word === 'begin' || (word === 'case' && this.#begins > 0)) this.#begins++
    else if (word === 'end' && this.#begins > 0) this.#begins--
  }

  #skip(length: number): null {
    this.#at += length
    return null
  }
}

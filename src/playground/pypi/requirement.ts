/** What a reader asks for, and what a wheel says that it needs, as packaging's specification of `Requires-Dist` has it. Pure. */
import { satisfies, validRange } from '@renovatebot/pep440'

/** The Python that runs in the page. */
export const PYTHON = '3.14.0'

/** What markers ask for. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  implementation_name: 'cpython',
  implementation_version: PYTHON,
  os_name: 'posix',
  platform_machine: 'wasm32',
  platform_python_implementation: 'CPython',
  platform_release: '',
  platform_system: 'Emscripten',
  platform_version: '',
  python_full_version: PYTHON,
  python_version: PYTHON.replace(/\.\d+$/, ''),
  sys_platform: 'emscripten',
  // Nobody asks for any
  extra: '',
}
const IS_VERSION = /^(python_version|python_full_version|implementation_version)$/

export interface Requirement {
  /** As an index has it: small letters, and a hyphen for each run of points, hyphens and underscores. */
  readonly name: string
  /** Such as `>=4.6,<5`; `''`: any version. */
  readonly specifier: string
}

const FORM = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:\(([^)]*)\)|([^;()@]*?))\s*(?:;(.*))?$/s

export const normalName = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-')

/** Null: it is not needed here. Throws what is wrong with it, in words. */
export function readRequirement(text: string): Requirement | null {
  const [, name, inParentheses, bare, marker] = FORM.exec(text.trim()) ?? []
  const specifier = (inParentheses ?? bare ?? '').replaceAll(/\s+/g, '')
  if (name === undefined || (specifier !== '' && !validRange(specifier)))
    throw new Error(`“${text.slice(0, 100)}” is not the name of a package, nor a name with versions, such as django<6.`)
  return marker === undefined || applies(marker) ? { name: normalName(name), specifier } : null
}

const TOKEN = /\s*(?:([()])|(and|or|not\s+in|in)\b|(===|~=|==|!=|<=|>=|<|>)|'([^']*)'|"([^"]*)"|([a-z_]+))/y

type Token = { readonly kind: 'sign' | 'text' | 'variable'; readonly text: string }

function tokensOf(marker: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  for (let end = 0; marker.slice(end).trim() !== ''; end = TOKEN.lastIndex) {
    const [, bracket, word, operator, single, double, variable] = TOKEN.exec(marker) ?? []
    const sign = bracket ?? word?.replace(/\s+/, ' ') ?? operator
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else if (variable !== undefined) tokens.push({ kind: 'variable', text: variable })
    else if (single !== undefined || double !== undefined) tokens.push({ kind: 'text', text: (single ?? double)! })
    else throw new Error(`A condition cannot be read: ${marker.trim().slice(0, 100)}`)
  }
  return tokens
}

/** Whether a condition, such as `python_version < "3.11" and extra == "tests"`, holds in the page. */
export function applies(marker: string): boolean {
  const tokens = tokensOf(marker)
  const fail = (): never => {
    throw new Error(`A condition cannot be read: ${marker.trim().slice(0, 100)}`)
  }
  const takes = (sign: string): boolean => {
    if (tokens[0]?.kind !== 'sign' || tokens[0].text !== sign) return false
    tokens.shift()
    return true
  }
  // Both sides are read, whatever the first one is
  const either = (): boolean => {
    let holds = both()
    while (takes('or')) holds = both() || holds
    return holds
  }
  const both = (): boolean => {
    let holds = one()
    while (takes('and')) holds = one() && holds
    return holds
  }
  const one = (): boolean => {
    if (takes('(')) {
      const holds = either()
      return takes(')') ? holds : fail()
    }
    const [left, operator, right] = tokens.splice(0, 3)
    if (!left || operator?.kind !== 'sign' || !right || left.kind === 'sign' || right.kind === 'sign') return fail()
    return compare(left, operator.text, right) ?? fail()
  }
  const holds = either()
  return tokens.length === 0 ? holds : fail()
}

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }

function compare(left: Token, operator: string, right: Token): boolean | undefined {
  const [one, other] = [left, right].map(({ kind, text }) => (kind === 'text' ? text : ENVIRONMENT[text])) as [
    string | undefined,
    string | undefined,
  ]
  if (one === undefined || other === undefined) return undefined
  if (operator === 'in') return other.includes(one)
  if (operator === 'not in') return !other.includes(one)
  if (left.kind === 'variable' && IS_VERSION.test(left.text)) return satisfies(one, operator + other)
  if (right.kind === 'variable' && IS_VERSION.test(right.text)) return satisfies(other, (FLIPPED[operator] ?? operator) + one)
  return { '==': one === other, '===': one === other, '!=': one !== other }[operator]
}

/** The card of a name: what it is, in the words of the driver or of PostgreSQL. */
import { ERRORS, type Name, type Names, type Setting } from './names.ts'

export interface NameCard {
  /** As code: the name, with its parameters. */
  readonly title: string
  /** Paragraphs; code is between two backticks each. */
  readonly text: string
  readonly rows: readonly (readonly [name: string, value: string])[]
}

/** Who may change a setting, in words, by `pg_settings.context`. */
const CHANGED: Readonly<Record<string, string>> = {
  user: 'by everybody, in a session',
  superuser: 'by a superuser, in a session',
  backend: 'when a session begins',
  'superuser-backend': 'when a session of a superuser begins',
  sighup: 'for the whole server, by reloading its configuration',
  postmaster: 'by restarting the server',
  internal: 'never',
}

/** The SQLSTATE and what it is about; empty for a class that has none. */
export function sqlstateOf({ known }: Names, type: string | undefined): NameCard['rows'] {
  const error = type?.startsWith(`${ERRORS}.`) ? known.errors[type.slice(ERRORS.length + 1)] : undefined
  if (!error) return []
  const family = known.families[error.sqlstate.slice(0, 2)]
  return [['SQLSTATE', family ? `${error.sqlstate}, ${family}` : error.sqlstate]]
}

export function nameCard(names: Names, name: string, found: Name): NameCard {
  const { kind, type, value } = found
  const error = type?.startsWith(`${ERRORS}.`) ? names.known.errors[type.slice(ERRORS.length + 1)] : undefined
  const known = kind === 'class' && type ? names.known.classes[type] : undefined
  const bases = (error ?? known)?.bases.filter((base) => base !== 'BaseException') ?? []
  const signature = found.signature ?? known?.signature ?? ''
  return {
    title: `${kind === 'class' || kind === 'module' ? `${kind} ` : ''}${name}${signature}${value === undefined ? '' : ` = ${value}`}`,
    text: found.doc ?? known?.doc ?? '',
    rows: [
      ...sqlstateOf(names, type),
      ...(bases.length > 0 ? [['Bases', bases.join(' ← ')] as const] : []),
      ...(kind === 'property' && type ? [['Type', type] as const] : []),
    ],
  }
}

export function settingCard({ name, type, unit, default: value, context, doc, more, values }: Setting): NameCard {
  return {
    title: name,
    text: more ? `${doc}\n\n${more}` : doc,
    rows: [
      ['Value', values?.length ? values.join(', ') : type === 'bool' ? 'on, off' : unit ? `${type}, in ${unit} if no unit is given` : type],
      ...(value === undefined ? [] : [['Default', unit && /^-?\d+$/.test(value) ? `${value} ${unit}` : value] as const]),
      ['Changed', CHANGED[context] ?? context],
    ],
  }
}

/** As it is read out. */
export const spoken = ({ title, text, rows }: NameCard) =>
  [title, text.replaceAll('``', ''), ...rows.map(([name, value]) => `${name}: ${value}`)].filter(Boolean).join('. ')

export function drawCard({ title, text, rows }: NameCard): HTMLElement {
  const card = element('div', '')
  card.className = 'lx-card'
  const head = element('p', '')
  head.append(element('code', title))
  card.append(head)
  for (const paragraph of text.split(/\n\s*\n/).filter(Boolean)) {
    const part = element('p', '')
    part.append(...paragraph.split('``').map((piece, index) => (index % 2 === 1 ? element('code', piece) : piece)))
    card.append(part)
  }
  if (rows.length > 0) {
    const list = element('dl', '')
    list.append(...rows.flatMap(([name, value]) => [element('dt', name), element('dd', value)]))
    card.append(list)
  }
  return card
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}

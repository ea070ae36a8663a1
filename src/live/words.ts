/** Words of the prose that name a state or a timer have its colour, and light it in the nearest figure: under the pointer, or when pressed. */
const states: Readonly<Record<string, string>> = {
  active: 'active',
  idle: 'idle',
  'idle in transaction': 'transaction',
  'idle in transaction (aborted)': 'aborted',
}
const TIMER = /^(?:statement|lock|transaction|deadlock|idle_session|idle_in_transaction_session)_timeout$/
/** Where a word is prose: not in code, in a link, or in what can be pressed already. */
const PROSE =
  '.sl-markdown-content code:not(pre code, a code, summary code, label code, live-example code), .lx-explanation code:not(pre code, a code)'

interface Word {
  readonly element: HTMLElement
  /** What it names, in a figure. */
  readonly selector: string
}

export function lightWords(): void {
  const examples = [...document.querySelectorAll('live-example')]
  for (const element of document.querySelectorAll<HTMLElement>(PROSE)) {
    const name = element.textContent
    const look = states[name] ?? (TIMER.test(name) ? 'timer' : null)
    if (look === null) continue
    const selector = look === 'timer' ? `.tl-lane-timer[data-of$=" ${name}"] .tl-bar` : `.tl-lane-session .tl-${look}`
    if (!examples.some((example) => example.querySelector(selector))) continue
    element.classList.add('tl-word', `tl-word-${look}`)
    element.role = 'button'
    element.tabIndex = 0
    element.ariaPressed = 'false'
    listen({ element, selector }, examples)
  }
}

function listen({ element, selector }: Word, examples: readonly Element[]): void {
  const pressed = () => element.ariaPressed === 'true'
  const light = (lit: boolean) => {
    for (const figure of document.querySelectorAll('.tl[data-lit]')) figure.removeAttribute('data-lit')
    for (const part of document.querySelectorAll('.tl-lit')) part.classList.remove('tl-lit')
    const example = lit && nearest(element, examples, selector)
    if (!example) return
    example.querySelector('.tl')!.setAttribute('data-lit', '')
    for (const part of example.querySelectorAll(selector)) part.classList.add('tl-lit')
  }
  const press = () => {
    const now = !pressed()
    for (const other of document.querySelectorAll('.tl-word')) other.ariaPressed = 'false'
    element.ariaPressed = String(now)
    light(now)
  }
  element.addEventListener('pointerenter', ({ pointerType }) => pointerType === 'mouse' && light(true))
  element.addEventListener('pointerleave', ({ pointerType }) => pointerType === 'mouse' && light(pressed()))
  element.addEventListener('click', press)
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    press()
  })
}

/** The one it is in, or else the last before it, or the first after it; of those that have what it names, and are not folded. */
function nearest(word: Element, examples: readonly Element[], selector: string): Element | undefined {
  const having = examples.filter((example) => [...example.querySelectorAll(selector)].some((part) => part.checkVisibility()))
  const precedes = (example: Element) => (example.compareDocumentPosition(word) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  return having.findLast(precedes) ?? having[0]
}

/** Finds the marked parts of the playground; a missing one is a mistake of the page and says so. */
export function part<E extends HTMLElement>(root: ParentNode, name: string): E {
  const found = root.querySelector<E>(`[data-part="${name}"]`)
  if (!found) throw new Error(`The playground needs an element with data-part="${name}".`)
  return found
}

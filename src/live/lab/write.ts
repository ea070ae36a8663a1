/** Changes the text of an element that has nothing else, if it is another: a page's styles need not be looked at anew for that. */
export function write(part: HTMLElement, text: string): void {
  const { firstChild } = part
  if (!(firstChild instanceof Text) || part.childNodes.length > 1) part.textContent = text
  else if (firstChild.data !== text) firstChild.data = text
}

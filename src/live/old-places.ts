/** Goes on from an anchor that has moved to where it is now: the link beside it. */
const go = () => {
  const place = document.querySelector(`[data-old-places] [id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`)
  const link = place?.closest('li')?.querySelector('a')
  if (link) location.replace(link.href)
}
addEventListener('hashchange', go)
go()

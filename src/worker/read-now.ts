/** Gets a file at once, while nothing else happens in this worker: Python waits for it. Throws an Error that names it. */

/** The browser's own: a program does not find it (confine.ts). */
const Request = globalThis.XMLHttpRequest

export function readNow(url: string): Uint8Array {
  const request = new Request()
  request.open('GET', url, false)
  request.responseType = 'arraybuffer'
  request.send()
  if (request.status !== 200) throw new Error(`${url} could not be downloaded: the site answered ${request.status} ${request.statusText}.`)
  return new Uint8Array(request.response as ArrayBuffer)
}

/**
 * Takes away from a worker, before a program starts in it, what reaches beyond it: other places, what the browser keeps, other threads, and
 * the page. What is not known here goes, too, so that what browsers learn is not given to programs. A host that sends headers has the browser
 * enforce the same (public/_headers); this works on any.
 *
 * Our own code has taken what it needs by then: see read-now.ts and entry.ts.
 */

/** JavaScript's own. */
const LANGUAGE = `AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array
  InternalError Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer
  String SuppressedError Symbol SyntaxError Temporal TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef
  WeakSet WebAssembly decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt
  undefined unescape`
/** What Python, PostgreSQL and what is between them use of a browser. None of it leaves the worker. */
const BROWSER = `AbortController AbortSignal Blob DOMException DedicatedWorkerGlobalScope Event EventTarget MessageChannel MessageEvent
  MessagePort Performance TextDecoder TextEncoder URL URLSearchParams WorkerGlobalScope addEventListener atob btoa clearInterval clearTimeout
  console constructor crossOriginIsolated crypto dispatchEvent isSecureContext location onerror onmessage origin performance queueMicrotask
  removeEventListener self setInterval setTimeout structuredClone`

/** Imports can be had by a string of JavaScript alone, as the program has no script of its own. */
function refuse(): never {
  throw new EvalError('Here no JavaScript is made from text.')
}

type Handler = (...args: unknown[]) => void
/** What a timer takes besides what it calls. */
type Later = [ms?: number, ...args: unknown[]]
const isFunction = (handler: unknown): handler is Handler => typeof handler === 'function'

/** Before Python is loaded, which may keep what it finds. It needs none of it. */
export function refuseScripts(): void {
  const kinds = [() => {}, async () => {}, function* () {}, async function* () {}]
  for (const prototype of kinds.map((kind) => Object.getPrototypeOf(kind)))
    Object.defineProperty(prototype, 'constructor', { value: refuse, writable: false, configurable: false })
  // So that `instanceof Function` holds as before
  refuse.prototype = Function.prototype
  // Called by nobody's functions but the browser's, as a program may replace all others
  const setTimeout = globalThis.setTimeout.bind(globalThis)
  const setInterval = globalThis.setInterval.bind(globalThis)
  const replaced = {
    eval: refuse,
    Function: refuse,
    setTimeout: (handler: unknown, ...more: Later) => (isFunction(handler) ? setTimeout(handler, ...more) : refuse()),
    setInterval: (handler: unknown, ...more: Later) => (isFunction(handler) ? setInterval(handler, ...more) : refuse()),
  }
  for (const [name, value] of Object.entries(replaced)) {
    for (let scope = Object.getPrototypeOf(globalThis); scope !== EventTarget.prototype; scope = Object.getPrototypeOf(scope))
      Reflect.deleteProperty(scope, name)
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false })
  }
}

/** Before a program starts. */
export function confine(): void {
  const kept = new Set(`${LANGUAGE} ${BROWSER}`.split(/\s+/))
  for (
    let scope: object = globalThis;
    scope !== EventTarget.prototype && scope !== Object.prototype;
    scope = Object.getPrototypeOf(scope)
  ) {
    for (const name of Object.getOwnPropertyNames(scope)) {
      if (kept.has(name) || Reflect.deleteProperty(scope, name)) continue
      // A constant, such as Chromium's TEMPORARY, may stay
      if (typeof Reflect.get(scope, name) !== 'number') throw new Error(`This browser does not let ${name} be taken from programs.`)
    }
  }
}

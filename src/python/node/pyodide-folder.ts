/** Where Pyodide's files lie in node_modules. */
import { createRequire } from 'node:module'
import path from 'node:path'

export const pyodideFolder = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))

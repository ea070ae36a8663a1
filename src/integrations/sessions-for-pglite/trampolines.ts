/**
 * A small module that binaryen merges with the server, so that the result is one module:
 * - Emscripten implements setjmp/longjmp by JavaScript functions invoke_*, through which every guarded call passes. Here they are WebAssembly
 *   functions with `try_table`: quicker, and without a JavaScript frame on the stack, which would keep it from being suspended.
 * - The slots of patch-postgres.ts get the names of the host's functions.
 * - The addresses that statics.ts has found are exported.
 * - `enter_X` are the entry points by which the host lets a process run.
 * - `client_read` and `client_write` can be put into the table of functions, which JavaScript's own cannot.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { ENTRIES, HOST_CALLS, type Signature, TRAMPOLINE_CALLS } from '../../postgres/machine/abi.ts'
import { withBinaryen } from './binaryen.ts'
import { SLOTS } from './patch-postgres.ts'
import type { Statics } from './statics.ts'

const VALUE_TYPE: Record<string, string> = { i: 'i32', j: 'i64', d: 'f64', f: 'f32' }

/**
 * Emscripten's names say the signature: `invoke_viji` returns nothing and takes an i32, an i64 and an i32 after the function's index.
 * Other exceptions are rethrown as they are: in WebKit, one thrown anew from its value would not be that value to JavaScript.
 */
function invoke(name: string): string {
  const [result = 'v', ...parameters] = name.slice('invoke_'.length)
  const params = parameters.map((p) => `(param ${VALUE_TYPE[p]})`).join(' ')
  const returns = result === 'v' ? '' : `(result ${VALUE_TYPE[result]})`
  return `(func (export "${name}") (param i32) ${params} ${returns} (local $stack i32) (local $exception exnref)
    (local.set $stack (call $stack_get))
    (block $caught (result externref exnref)
      (try_table (catch_ref $js $caught)
        (return (call_indirect $table ${params} ${returns} ${parameters.map((_, i) => `(local.get ${i + 1})`).join(' ')} (local.get 0))))
      (unreachable))
    (local.set $exception)
    (call $stack_set (local.get $stack))
    (if (i32.eqz (call $host_is_longjmp)) (then (throw_ref (local.get $exception))))
    (call $set_threw (i32.const 1) (i32.const 0))
    ${result === 'v' ? '' : `(${VALUE_TYPE[result]}.const 0)`})`
}

const parameters = ({ parameters }: Signature) => parameters.map((type) => `(param ${type})`).join(' ')
const signature = (of: Signature) => `${parameters(of)} ${of.result ? `(result ${of.result})` : ''}`
/** The first parameters of the function around, from one of them on. */
const passed = (of: Signature, from = 0) => of.parameters.map((_, i) => `(local.get ${i + from})`).join(' ')

function slot(name: string, of: Signature, standsFor: string): string {
  const call = `(call $host_${name} ${passed(of)})`
  return `(func (export "${standsFor}") ${'(param i32) '.repeat(6)} (result i32) ${of.result ? call : `${call} (i32.const 0)`})`
}

/** `enter_X` calls X and tells the host how the call has ended: where the stack may be suspended, its own caller gets only a promise. */
function entry(name: string, of: Signature): string {
  const call = `(call $${name} ${passed(of, 1)})`
  return `(func (export "enter_${name}") (param $entry i32) ${parameters(of)} (local $thrown externref)
    (block $caught (result externref)
      (try_table (catch $js $caught)
        ${of.result ? `(call $host_returned (local.get $entry) ${call})` : `${call} (call $host_returned (local.get $entry) (i32.const 0))`}
        (return))
      (unreachable))
    (local.set $thrown)
    (call $host_threw (local.get $entry) (local.get $thrown)))`
}

function wat(invokes: readonly string[], statics: Statics): string {
  const entries = Object.entries<Signature>(ENTRIES)
  const calls = Object.entries<Signature>({ ...HOST_CALLS, ...TRAMPOLINE_CALLS })
  const imports = [
    ...entries.map(([name, of]) => `(import "main" "${name}" (func $${name} ${signature(of)}))`),
    ...calls.map(([name, of]) => `(import "host" "${name}" (func $host_${name} ${signature(of)}))`),
  ]
  return `(module
  (import "main" "__indirect_function_table" (table $table 1 funcref))
  (import "main" "emscripten_stack_get_current" (func $stack_get (result i32)))
  (import "main" "_emscripten_stack_restore" (func $stack_set (param i32)))
  (import "main" "setThrew" (func $set_threw (param i32 i32)))
  (import "host" "jstag" (tag $js (param externref)))
  ${imports.join('\n  ')}
  ${Object.entries(statics)
    .map(([name, address]) => `(global (export "${name}") i32 (i32.const ${address}))`)
    .join('\n  ')}
  ${[...SLOTS].map(([name, standsFor]) => slot(name, HOST_CALLS[name], standsFor)).join('\n  ')}
  (func (export "client_read") (param i32 i32) (result i32) (call $host_read (local.get 0) (local.get 1)))
  (func (export "client_write") (param i32 i32) (result i32) (call $host_write (local.get 0) (local.get 1)))
  ${entries.map(([name, of]) => entry(name, of)).join('\n  ')}
  ${invokes.map(invoke).join('\n  ')})`
}

/** What they import from the server, beside the entries. */
export const USED_BY_TRAMPOLINES = [
  ...Object.keys(ENTRIES),
  ...['__indirect_function_table', 'emscripten_stack_get_current', '_emscripten_stack_restore', 'setThrew'],
]

/** `patched` with WebAssembly trampolines in it, and without what nobody can reach. Takes some seconds. */
export async function addTrampolines(patched: Uint8Array, statics: Statics): Promise<Uint8Array> {
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(patched as BufferSource))
  const invokes = imports.filter((i) => i.module === 'env' && i.name.startsWith('invoke_')).map((i) => i.name)
  return withBinaryen(async (run, file) => {
    await writeFile(file('host.wat'), wat(invokes, statics))
    await writeFile(file('patched.wasm'), patched)
    await run('wasm-as', file('host.wat'), '-o', file('host.wasm'))
    await run('wasm-merge', file('patched.wasm'), 'main', file('host.wasm'), 'env', '-o', file('merged.wasm'))
    await run('wasm-opt', file('merged.wasm'), '--remove-unused-module-elements', '-o', file('reached.wasm'))
    return new Uint8Array(await readFile(file('reached.wasm')))
  })
}

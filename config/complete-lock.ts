/**
 * `node config/complete-lock.ts`, after `npm install`: adds to package-lock.json the packages for other platforms than this one.
 * npm leaves out those that it could not ask the registry about, and then `npm ci` refuses the file. Their names say what they are for.
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface Package {
  version?: string
  optional?: boolean
  dev?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']
/** What Node calls otherwise. */
const ALIASES: Readonly<Record<string, string>> = { windows: 'win32', armv7: 'arm', armv6: 'arm' }

const file = 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Package> }
const { packages } = lock

/** Where Node would find `name` from the package at `path`. */
function found(path: string, name: string): Package | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const candidate = packages[`${at ? `${at}/` : ''}node_modules/${name}`]
    if (candidate || at === '') return candidate
  }
}

function platform(name: string): Pick<Package, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/).map((word) => ALIASES[word] ?? word)
  const os = words.filter((word) => OS.includes(word))
  const cpu = words.filter((word) => CPU.includes(word) || word === 'universal').map((word) => (word === 'universal' ? 'x64' : word))
  const libc = words.flatMap((word) => (word.startsWith('musl') ? ['musl'] : word.startsWith('gnu') ? ['glibc'] : []))
  if (os.length === 0 && cpu.length === 0) throw new Error(`${name}: which platform is it for?`)
  return { ...(os.length && { os }), ...(cpu.length && { cpu }), ...(os.includes('linux') && libc.length && { libc }) }
}

let added = 0
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const present = found(path, name)
    if (present?.version === version || (present && /^[\^~>*]/.test(version))) continue
    if (!/^\d/.test(version)) continue // a range: not a package made for one platform
    const at = present ? `${path}/node_modules/${name}` : `node_modules/${name}`
    packages[at] = { version, ...platform(name), ...(dev && { dev }), optional: true }
    added++
  }
}
const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
console.log(`${added} packages of other platforms added.`)

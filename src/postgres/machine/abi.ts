/**
 * The boundary between PostgreSQL in WebAssembly and its host, written down once: what PostgreSQL calls, what it is entered by, and which of
 * its functions and variables the host uses. src/integrations/sessions-for-pglite gives PGlite these imports and exports, and the types of
 * both sides follow.
 */

type ValueType = 'i32' | 'f64' | 'externref'

export interface Signature {
  readonly parameters: readonly ValueType[]
  readonly result: 'i32' | null
}

const procedure = <const P extends readonly ValueType[]>(...parameters: P) => ({ parameters, result: null }) as const
const returningI32 = <const P extends readonly ValueType[]>(...parameters: P) => ({ parameters, result: 'i32' }) as const

// ---- imports, of the module `host` ----

/** What PostgreSQL's own code calls. C's pointers and booleans are i32. */
export const HOST_CALLS = {
  /** Busy code looks at the clock. Returns how many interrupt checks may pass until the next look; 0: `suspend` must be called first. */
  look: returningI32(),
  /** poll(pollfds, count, timeout). 1: `suspend` must be called to wait. */
  poll: returningI32('i32', 'i32', 'i32'),
  /** Returns when the process may go on, as `look` does. The stack is suspended meanwhile, so that it is only called where it can be. */
  suspend: returningI32(),
  /** kill(pid, signal) of another process. */
  kill: returningI32('i32', 'i32'),
  /** The table of timeouts has changed. */
  timeouts_changed: procedure(),
  /** Start-up has come to where a postmaster would fork its children. */
  fork_point: procedure(),
  /** CreateCheckPoint(flags) in a process that is not the checkpointer. */
  checkpoint: procedure('i32'),
} satisfies Record<string, Signature>

/** What the trampolines around PostgreSQL's code call. */
export const TRAMPOLINE_CALLS = {
  /** Whether what was thrown is C's longjmp(). */
  is_longjmp: returningI32('externref'),
  /** An entry, by its number, has returned a value (0 if it returns none). */
  returned: procedure('i32', 'i32'),
  /** An entry, by its number, has ended with an exception. */
  threw: procedure('i32', 'externref'),
  /** recv() and send() of the client's socket: a buffer and its length. */
  read: returningI32('i32', 'i32'),
  write: returningI32('i32', 'i32'),
} satisfies Record<string, Signature>

// ---- exports ----

/** What the host lets a process run by. Each is exported as `enter_NAME` as well, which takes the entry's number first: see `TRAMPOLINE_CALLS`. */
export const ENTRIES = {
  InitProcess: procedure(),
  PostgresMain: procedure('i32', 'i32'),
  PostgresMainLoopOnce: procedure(),
  PostgresMainLongJmp: procedure(),
  ProcessConfigFile: procedure('i32'),
  ProcessStartupPacket: returningI32('i32', 'i32', 'i32', 'i32'),
} satisfies Record<string, Signature>

/** Functions that the trampolines add, for PostgreSQL to call by their addresses: see `pgl_set_rw_cbs`. */
const CALLBACKS = {
  client_read: returningI32('i32', 'i32'),
  client_write: returningI32('i32', 'i32'),
} satisfies Record<string, Signature>

/** Functions that are called from outside any process's stack, or return at once. */
const FUNCTIONS = {
  emscripten_get_sbrk_ptr: returningI32(),
  malloc: returningI32('i32'),
  __errno_location: returningI32(),
  /** Sets what dlerror() says: a format and its arguments. */
  __dl_seterr: procedure('i32', 'i32'),
  raise: procedure('i32'),
  InitProcessGlobals: procedure(),
  pgl_startPGlite: procedure(),
  pgl_setPGliteActive: returningI32('i32'),
  pgl_set_rw_cbs: procedure('i32', 'i32'),
  pgl_getMyProcPort: returningI32(),
  pgl_sendConnData: procedure(),
  /** Raises SIGALRM: what a timer of setitimer(which) calls when it has run down. */
  _emscripten_timeout: procedure('i32', 'f64'),
} satisfies Record<string, Signature>

/** Variables whose addresses PGlite exports. */
const VARIABLES = [
  'CritSectionCount',
  'InterruptHoldoffCount',
  'IsUnderPostmaster',
  'MyBackendType',
  'MyLatch',
  'MyProcPid',
  '__heap_base',
] as const

/** Static variables, whose addresses are found when PGlite is rewritten, and exported then. */
export const STATIC_VARIABLES = [
  'all_timeouts',
  /** authentication_timeout, in seconds. */
  'AuthenticationTimeout',
  'DoingCommandRead',
  'PostmasterPid',
  'my_wait_event_info',
  /** Of waiteventset.c: it is in WaitEventSetWait(). */
  'waiting',
  /** Of pqcomm.c: a message is being read. */
  'PqCommReadingMsg',
  'CheckpointerShmem',
  'before_shmem_exit_index',
  'on_shmem_exit_index',
  'on_proc_exit_index',
  /** Of reloptions.c: the first of the variables in memory. What lies in pages before it is read-only. */
  'boolRelOpts',
  // These two are for the conversion libraries
  'pg_wchar_table',
  'pg_enc2name_tbl',
] as const

/** A global: so many interrupt checks are left until the next call of `look`. All processes count down the same. */
export const COUNTDOWN = 'checks_until_look'

// ---- types ----

type Value<V extends ValueType> = V extends 'externref' ? unknown : number
type Arguments<P extends readonly ValueType[]> = { -readonly [I in keyof P]: Value<P[I]> }
type FunctionOf<S extends Signature> = (...args: Arguments<S['parameters']>) => S['result'] extends 'i32' ? number : void
type FunctionsOf<T extends Record<string, Signature>> = { readonly [Name in keyof T]: FunctionOf<T[Name]> }

type Address = WebAssembly.Global<'i32'>

/** The module `host`. */
export type HostImports = Omit<FunctionsOf<typeof HOST_CALLS>, 'suspend'> &
  FunctionsOf<typeof TRAMPOLINE_CALLS> & {
    /** A function that suspends the stack it is called on. */
    readonly suspend: WebAssembly.ImportValue
    /** The tag of JavaScript's exceptions, for the trampolines to catch them. */
    readonly jstag: WebAssembly.ImportValue
  }

export type EntryName = keyof typeof ENTRIES

/** An entry and its arguments. */
export type EntryCall = {
  [Name in EntryName]: readonly [name: Name, ...args: Arguments<(typeof ENTRIES)[Name]['parameters']>]
}[EntryName]

export type EntryExports = { readonly [Name in EntryName as `enter_${Name}`]: (entry: number, ...args: number[]) => void }

export type PostgresExports = EntryExports &
  FunctionsOf<typeof FUNCTIONS & typeof CALLBACKS> & {
    readonly [Name in (typeof VARIABLES)[number] | (typeof STATIC_VARIABLES)[number]]: Address
  } & {
    readonly [COUNTDOWN]: WebAssembly.Global<'i32'>
    readonly __indirect_function_table: WebAssembly.Table
  }

/** All names that `PostgresExports` has. */
export const EXPORTS: readonly string[] = [
  ...Object.keys(ENTRIES).map((name) => `enter_${name}`),
  ...Object.keys(FUNCTIONS),
  ...Object.keys(CALLBACKS),
  ...VARIABLES,
  ...STATIC_VARIABLES,
  ...[COUNTDOWN, '__indirect_function_table'],
]

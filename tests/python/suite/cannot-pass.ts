/** The tests of psycopg2's suite that pass with psycopg2 and cannot with this driver, or not in the engine, and why. */

export type Where = 'socket' | 'engine'

interface Reason {
  /** Of its tests: they … */
  readonly why: string
  readonly where: readonly Where[]
  /** By module and class. */
  readonly tests: Readonly<Record<string, readonly string[]>>
}

const reasons: readonly Reason[] = [
  {
    why: "they call a C function of psycopg2's module by ctypes, and this driver is written in Python",
    where: ['socket', 'engine'],
    tests: {
      'test_types_basic.ByteaParserTest': [
        'test_blank',
        'test_blank_hex',
        'test_escaped_mixed',
        'test_full_escaped_octal',
        'test_full_hex',
        'test_full_hex_upper',
        'test_null',
      ],
    },
  },
  {
    why: "they want the address of one of libpq's structures, and this driver has no libpq",
    where: ['socket', 'engine'],
    tests: {
      'test_connection.ConnectionTests': ['test_get_native_connection'],
      'test_cursor.CursorTests': ['test_pgresult_ptr'],
    },
  },
  {
    why: 'they start a process, and a page is one process',
    where: ['engine'],
    tests: {
      'test_connection.ConnectionTests': ['test_multiprocess_close'],
      'test_connection.SignalTestCase': ['test_bug_551_no_returning', 'test_bug_551_returning'],
      'test_copy.CopyTests': ['test_copy_from_segfault', 'test_copy_to_segfault'],
      'test_module.TestExtensionModule': ['test_import_internal'],
      'test_notify.NotifiesTests': [
        'test_many_notifies',
        'test_notifies_received_on_commit',
        'test_notifies_received_on_execute',
        'test_notifies_received_on_poll',
        'test_notifies_received_on_reset',
        'test_notifies_received_on_rollback',
        'test_notifies_received_on_set_client_encoding',
        'test_notifies_received_on_set_session',
        'test_notify_attributes',
        'test_notify_deque',
        'test_notify_noappend',
        'test_notify_object',
        'test_notify_payload',
      ],
    },
  },
  {
    why: "they want a replication connection, and the page's server has no process that would serve one",
    where: ['engine'],
    tests: {
      'test_replication.AsyncReplicationTest': ['test_async_replication'],
      'test_replication.ReplicationTest': [
        'test_keepalive',
        'test_start_and_recover_from_error',
        'test_start_replication_expert_sql',
        'test_stop_replication',
      ],
    },
  },
  {
    why: "they want the extension hstore, and the page's server has none but plpgsql",
    where: ['engine'],
    tests: {
      'test_types_extras.HstoreTestCase': [
        'test_array_cast',
        'test_array_cast_oid',
        'test_non_dbapi_connection',
        'test_oid',
        'test_register_conn',
        'test_register_curs',
        'test_register_globally',
        'test_roundtrip',
        'test_roundtrip_array',
      ],
    },
  },
]

/** Why each test that cannot pass there cannot, by its name. */
export function cannotPass(where: Where): ReadonlyMap<string, string> {
  const here = reasons.filter((reason) => reason.where.includes(where))
  return new Map(
    here.flatMap(({ why, tests }) => Object.entries(tests).flatMap(([of, names]) => names.map((name) => [`${of}.${name}`, why] as const))),
  )
}

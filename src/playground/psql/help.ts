/** `\?`: what there is here of psql's backslash commands. */
export const HELP = `What there is here of psql's backslash commands:

General
  \\errverbose            show most recent error message at maximum verbosity
  \\g                     execute query, as a semicolon does
  \\gx                    as \\g, but forces expanded output mode
  \\q                     close the session
  \\?                     show this help
  \\h [NAME]              help on syntax of SQL commands, * for all commands

Query Buffer
  \\p                     show the contents of the query buffer
  \\r                     reset (clear) the query buffer

Input/Output
  \\echo [STRING]         write string
  \\i FILE                execute a file of the program, such as setup.sql

Informational
  (options: S = show system objects, + = additional detail)
  \\d[S+]                 list tables, views, and sequences
  \\d[S+]  NAME           describe table, view, sequence, or index
  \\dt[S+] [PATTERN]      list tables
  \\di[S+] [PATTERN]      list indexes
  \\du[S+] [PATTERN]      list roles
  \\dn[S+] [PATTERN]      list schemas
  \\df[S+] [PATTERN]      list functions
  \\dconfig[+] [PATTERN]  list configuration parameters
  \\dp     [PATTERN]      list table, view, and sequence access privileges
  \\l[+]   [PATTERN]      list databases
  \\sf[+]  FUNCNAME       show a function's definition
  \\sv[+]  VIEWNAME       show a view's definition
  and psql's other commands that begin with \\d

Formatting
  \\x [on|off|auto]       toggle expanded output
  \\timing [on|off]       toggle timing of commands

Connection
  \\c [DBNAME|- [USER]]   connect to new database, such as \\c - postgres
  \\conninfo              display information about current connection

Keys: Enter sends a line, Shift+Enter begins another one, the arrows up and down go through
what was typed before, Ctrl+C cancels, Ctrl+L clears the screen.
`

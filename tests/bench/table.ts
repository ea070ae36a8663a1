/** The results as Markdown, for the README. */
import type { BesideStock, PageTimes, Results } from './results.ts'
import type { Summary } from './statistics.ts'

type Cell = string | number

export function formatTable(results: Results): string {
  const { machine, overshoot, queries, sessions, waiting, yielding, python, pgbench, package: packaged, page } = results
  const parts: string[] = []
  if (machine)
    parts.push(`Measured on ${machine.date} with Node ${machine.node} on ${machine.cores} cores (${machine.cpu}). Times in milliseconds.`)
  if (overshoot)
    parts.push(
      `How late a statement is cancelled after a \`statement_timeout\` of ${Math.min(...overshoot.timeoutsMs)} to ${Math.max(...overshoot.timeoutsMs)} ms, as its client sees it (${overshoot.timeoutsMs.length} runs)`,
      table(
        ['', 'median', 'real PostgreSQL', 'p99', 'real PostgreSQL'],
        overshoot.statements.map(({ name, ours, real }) => [name, ours.median, real.median, ours.p99, real.p99]),
      ),
    )
  if (queries)
    parts.push(
      `The altered server beside PGlite as it comes (medians of ${queries.runs} runs by turns; geometric mean of the ratios: ${queries.geometricMean})`,
      table(
        ['', 'altered', 'stock', 'ratio'],
        queries.queries.map(({ name, ours, stock, ratio }) => [name, ours, stock, ratio.toFixed(2)]),
      ),
    )
  const single: Cell[][] = []
  if (sessions)
    single.push(
      ['opening a session', sessions.open.median, sessions.open.p99],
      ['closing a session', sessions.close.median, sessions.close.p99],
      ['switching from one session to another', sessions.switch, ''],
    )
  if (python) single.push(['`select 1` and its row, from Python', python.roundTrip.median, python.roundTrip.p99])
  if (single.length > 0) parts.push('Sessions', table(['', 'median', 'p99'], single))
  if (sessions) {
    const { sessions: count, newBytes, usedBytes } = sessions.idle
    parts.push(
      `What each of ${count} idle sessions takes up`,
      table(
        ['', 'MiB'],
        [
          ['after `select 1`', (newBytes / 2 ** 20).toFixed(2)],
          ['after a join of catalogs', (usedBytes / 2 ** 20).toFixed(2)],
        ],
      ),
    )
    parts.push(...churn(sessions.churn))
  }
  if (python) parts.push(...driver(python))
  if (waiting) parts.push(...besideOneAnother(waiting))
  if (yielding)
    parts.push(
      `What yielding costs a busy statement (medians of ${yielding.runs} runs by turns)`,
      table(
        ['', 'where waits block', 'factor where they are suspended', 'of yielding, alone', 'beside one that sleeps'],
        [...yielding.statements, { name: 'geometric mean', blocking: '', ...yielding }].map(
          ({ name, blocking, keeping, alone, beside }) => [name, blocking, ...[keeping, alone, beside].map((factor) => factor.toFixed(2))],
        ),
      ),
    )
  if (pgbench) parts.push(...serving(pgbench))
  if (packaged) parts.push(...asPackage(packaged))
  if (page) {
    const besideStock = <What>({ ours, stockPyodide, stockPGlite }: BesideStock<What>, cells: (what: What) => Cell[]): Cell[][] => [
      ['this site: Python and PostgreSQL', ...cells(ours)],
      ['Pyodide as it comes: Python', ...cells(stockPyodide)],
      ['PGlite as it comes: PostgreSQL', ...cells(stockPGlite)],
    ]
    for (const [name, results] of [['Chromium', page] as const, ['Firefox', page.firefox] as const])
      if (results)
        parts.push(
          `From Run to the first output in ${name} ${results.browser} (medians of ${page.runs} runs, files from this machine)`,
          table(
            ['', 'empty cache', 'empty cache, 50 Mbit/s and 20 ms', 'full cache', 'second run in the page'],
            besideStock(results, (times: PageTimes) => [times.cold, times.slow, times.warm, times.again]),
          ),
        )
    const { cpuSeconds, privateBytes } = page
    const megabytes = (bytes: number) => Math.round(bytes / 1e6)
    if (cpuSeconds && privateBytes) {
      const both = {
        ours: [cpuSeconds.ours, megabytes(privateBytes.ours)],
        stockPyodide: [cpuSeconds.stockPyodide, megabytes(privateBytes.stockPyodide)],
        stockPGlite: [cpuSeconds.stockPGlite, megabytes(privateBytes.stockPGlite)],
      }
      parts.push(
        "What all of Chromium's processes take",
        table(
          [
            '',
            'CPU seconds, from Run to the first output with an empty cache',
            'private memory after ten runs, beyond a blank page, in MB',
          ],
          besideStock(both, (cells) => cells),
        ),
      )
    }
    parts.push(
      `A first run downloads ${(page.firstRunBytes / 1e6).toFixed(1)} MB. If the focus has come to Run two seconds before, the first output comes after ${page.prepared} ms. Where a start with a full cache goes, in stages that overlap:`,
      table(
        ['', 'ms'],
        page.stages.map(({ name, ms }) => [name, ms]),
      ),
    )
  }
  return parts.join('\n\n')
}

function besideOneAnother({ runs, alarms, timeoutMs, sessions, ours, real }: NonNullable<Results['waiting']>): string[] {
  const cells = ({ median, p99 }: Summary) => `${median} (${p99})`
  return [
    `Sessions beside one another, ${sessions} open: medians, and in brackets the p99, of ${runs} runs or ${alarms} alarms`,
    table(
      ['', 'here', 'real PostgreSQL'],
      [
        ['from a commit to the answer of who waited for it', cells(ours.resumed), cells(real.resumed)],
        ['the same while a third session computes', cells(ours.resumedBesideBusy), cells(real.resumedBesideBusy)],
        [
          `how late a sleep ends after \`statement_timeout\` = ${timeoutMs} ms while another session computes`,
          cells(ours.late),
          cells(real.late),
        ],
        ['a query in another session than before, beyond one in the same', ours.switch, real.switch],
      ],
    ),
  ]
}

function serving({ version, rounds, secondsEach, filled, rates, besideOne }: NonNullable<Results['pgbench']>): string[] {
  return [
    `\`npm run lab -- serve\` under pgbench ${version}: transactions a second (medians of ${rounds} runs by turns, ${secondsEach} s each)`,
    table(
      ['', 'clients', 'here', 'real PostgreSQL', 'ratio'],
      rates.map(({ name, clients, ours, real, ratio }) => [name, clients, ours, real, ratio.toFixed(2)]),
    ),
    `With several clients, as a multiple of one client's: ${besideOne
      .map(({ name, clients, ours, real }) => `${name}, ${clients} clients: ${ours.toFixed(2)} (real PostgreSQL: ${real.toFixed(2)})`)
      .join('; ')}.`,
    '`pgbench -i`, the rows copied by the client, in seconds',
    table(
      ['rows', 'here', 'real PostgreSQL', 'ratio'],
      filled.map(({ rows, ours, real }) => [rows.toLocaleString('en'), ours, real, (ours / real).toFixed(1)]),
    ),
  ]
}

function asPackage({ rounds, tests, fixtureBytes, start, reset, restore, suite }: NonNullable<Results['package']>): string[] {
  const row = (what: string, ours: number, other: number) => [what, ours, other, (ours / other).toFixed(2)]
  return [
    `\`sessions-for-pglite\` under node-pg: medians of ${rounds} rounds by turns, and one run of the suite`,
    table(
      ['', 'here', 'beside', 'ratio'],
      [
        row('`createServer()` and a query, beside PGlite as it comes', start.ours, start.stock),
        row('`reset()` after 1,000 rows in five tables, beside `CREATE DATABASE … TEMPLATE` of real PostgreSQL', reset.ours, reset.real),
        row(`\`restore()\` of ${(fixtureBytes / 1e6).toFixed(0)} MB, beside the same`, restore.ours, restore.real),
        row(`${tests} tests, each with a fresh database and two connections, beside the same with a template`, suite.ours, suite.real),
      ],
    ),
  ]
}

function driver({ rounds, programs, imports }: NonNullable<Results['python']>): string[] {
  return [
    `The driver beside real psycopg2, which is written in C, on CPython and a real PostgreSQL (medians of ${rounds} rounds by turns)`,
    table(
      ['', 'real psycopg2', 'this driver there', 'ratio', 'in the engine', 'ratio'],
      programs.map(({ name, real, socket, socketRatio, engine, engineRatio }) => [
        name,
        real,
        socket,
        socketRatio.toFixed(1),
        engine,
        engineRatio.toFixed(1),
      ]),
    ),
    `In an interpreter that has just started \`import psycopg2\` takes ${imports.alone} ms in the engine, with \`extras\`, \`pool\` and \`sql\` ${imports.all} ms.`,
  ]
}

function churn({ sessions, before, after }: NonNullable<Results['sessions']>['churn']): string[] {
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
  return [
    `Before and after ${sessions} sessions, of which a third each ends by itself, is cut off, and is terminated`,
    table(
      ['', 'before', 'after'],
      [
        ['WebAssembly memory', mebibytes(before.wasmMemoryBytes), mebibytes(after.wasmMemoryBytes)],
        ["JavaScript's heap", mebibytes(before.heapBytes), mebibytes(after.heapBytes)],
        ['array buffers', mebibytes(before.arrayBufferBytes), mebibytes(after.arrayBufferBytes)],
        ["the server's open files", before.descriptors, after.descriptors],
      ],
    ),
  ]
}

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

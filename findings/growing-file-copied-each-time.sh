#!/usr/bin/env bash
# PGlite fills a table by COPY in time that grows with the square of its size, though INSERT of the same rows takes time in proportion.
#
# A guess:   both take as long for each row, however many there are; COPY is the quicker one.
# Behaviour: COPY has PostgreSQL extend the table by 64 pages at a time with posix_fallocate(). Emscripten's file system in memory gives
#            the file a new array of exactly that size and copies all that was there. INSERT extends it by writing a page, and then the
#            array grows with room to spare.
# Versions:  @electric-sql/pglite 0.5.17 (PostgreSQL 18.7), its default file system, Node 20.20; seen 2026-11-29: COPY 0.6 and 25.5 s,
#            INSERT 0.3 and 1.8 s.
# Source:    pglite.js: ___syscall_fallocate() calls FS.ftruncate(), which ends in MEMFS.resizeFileStorage(); writing calls
#            MEMFS.expandFileStorage(). PostgreSQL, src/backend/access/heap/hio.c and src/backend/storage/smgr/md.c: mdzeroextend()
#            uses FileFallocate() for more than eight pages.
# Needs:     bash, npm, node. Exits with 0 if it is still so, else with 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @electric-sql/pglite@0.5.17
cat > growth.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite'
const pg = await PGlite.create()
const row = `1\t${'x'.repeat(200)}\n`
const ways = {
  COPY: (table, rows) => pg.query(`COPY ${table} FROM '/dev/blob'`, [], { blob: new Blob([row.repeat(rows)]) }),
  INSERT: (table, rows) => pg.exec(`INSERT INTO ${table} SELECT 1, repeat('x', 200) FROM generate_series(1, ${rows})`),
}
for (const [way, fill] of Object.entries(ways)) {
  const seconds = []
  for (const rows of [100_000, 800_000]) {
    const table = `${way.toLowerCase()}_${rows}`
    await pg.exec(`CREATE UNLOGGED TABLE ${table} (number int, text text)`)
    const began = performance.now()
    await fill(table, rows)
    seconds.push((performance.now() - began) / 1000)
  }
  const times = seconds[1] / seconds[0]
  console.error(`${way}: ${seconds.map((each) => each.toFixed(1)).join(' s, then ')} s`)
  console.log(`${way} of eight times the rows takes ${times > 16 ? 'more' : 'less'} than sixteen times as long`)
}
JS
seen=$(node growth.mjs)
expected='COPY of eight times the rows takes more than sixteen times as long
INSERT of eight times the rows takes less than sixteen times as long'
echo "$seen"
[ "$seen" = "$expected" ]

/**
 * `node read-at-start.ts FOLDER` writes `read-at-start.json` into a folder: which of its files Python reads before a program prints, be it a
 * result or a traceback, if the program imports what most do. A page downloads these together, and others when they are read.
 */

import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { BlockingScheduler } from '../../scheduling/blocking-scheduler.ts'
import { HostClock } from '../../scheduling/clock.ts'
import type { FolderSource } from '../host/files/folder.ts'
import { Interpreter, type PythonHost } from '../host/interpreter.ts'
import { make } from './made.ts'
import { loadPyodideInNode } from './pyodide.ts'
import { pythonFiles, pythonImage } from './sources.ts'

/** What programs with psycopg2 import, those of our pages among them. */
const PROGRAM = `
import psycopg2, psycopg2.errorcodes, psycopg2.errors, psycopg2.extensions, psycopg2.extras, psycopg2.pool, psycopg2.sql
import asyncio, collections, concurrent.futures.thread, contextlib, copy, csv, dataclasses, datetime, decimal, enum, functools, io, itertools
import json, logging, math, operator, os, pathlib, queue, random, re, select, selectors, signal, socket, string, struct, sys, textwrap
import threading, time, traceback, types, typing, uuid, warnings, weakref, zoneinfo
logging.basicConfig()
logging.warning("a warning")
warnings.warn("another")
asyncio.run(asyncio.sleep(0))
concurrent.futures.ThreadPoolExecutor
raise ExceptionGroup("errors", [KeyError("one")])
`

const NO_ZONES: FolderSource = { kind: () => undefined, list: () => [], size: () => 0, read: () => new Uint8Array() }
const nothing = () => {}

const [folder = ''] = process.argv.slice(2)
await make(folder, async (scratch) => {
  const files = pythonFiles()
  let printed = ''
  const host: PythonHost = {
    connect: () => 'ECONNREFUSED',
    resolve: () => undefined,
    output: (_, text) => {
      printed += text
    },
    line: nothing,
    called: nothing,
    returned: nothing,
    raised: nothing,
    connection: nothing,
    callsEnded: nothing,
  }
  const python = new Interpreter(await loadPyodideInNode(files, pythonImage()), host, NO_ZONES, new BlockingScheduler(new HostClock()))
  await python.run(PROGRAM, 'main.py')
  if (!printed.includes('ExceptionGroup: errors')) throw new Error(`The program has not come to its end:\n${printed}`)
  const read = files.fetched.filter((file) => file.endsWith('.pyc')).sort()
  await writeFile(path.join(scratch, 'read-at-start.json'), JSON.stringify(read))
})
process.exit(0)

/**
 * The image of a server that has just started, made when the site is built: its memory, open files, and what the start has changed in the data
 * directory. A server that begins with it has nothing to recover and asks no catalogue. What it read at the start lies in shared memory as in
 * its files: such pages are stored once.
 *
 * Time stands still while it is made, so that whatever holds that time can be found; it is set when the image is used. Random numbers are the
 * same in all servers that begin with it, but nobody sees those: a session seeds its own when it starts.
 */

import { type Descriptor, describeStreams, openStreams } from '../machine/descriptors.ts'
import { DistinctContents } from '../machine/distinct-contents.ts'
import { type FileTree, joinTrees, mountTree, subtree } from '../machine/file-tree.ts'
import type { Machine, MachineState } from '../machine/machine.ts'
import { type Part, writeParts } from '../machine/memory-parts.ts'
import { PAGE } from '../machine/page-scanner.ts'
import { Image } from '../process/image.ts'
import type { SavedProcess } from '../process/loaded-image.ts'
import { FIRST_PID } from './auxiliary-process.ts'
import { DATA_DIRECTORY } from './settings.ts'
import type { ServerState } from './snapshot.ts'
import { CLOCKS, retimeFile, type Unit } from './times.ts'

/** Bytes are in the file `memory` of the image, or in a file of the cluster. */
type Place = readonly [file: number, offset: number, length: number]
/** An address, and the number of a place. */
type StoredPart = readonly [at: number, place: number]

interface StoredProcess {
  readonly pages: readonly number[]
  readonly rest: readonly StoredPart[]
  readonly stackPointer: number
  readonly files: readonly Descriptor[]
}

interface Index {
  /** When it was made, in milliseconds since 1970. */
  readonly time: number
  readonly machine: Omit<MachineState, 'sharedMemoryFiles'>
  readonly places: readonly Place[]
  /** Files of the cluster that places are in: they are counted from 1. */
  readonly paths: readonly string[]
  /** Where places hold the time. */
  readonly times: readonly (readonly [place: number, offset: number, unit: Unit])[]
  readonly postmaster: StoredProcess
  readonly auxiliary: StoredProcess
  readonly heap: readonly { readonly extent: SavedProcess['heap'][number]['extent']; readonly parts: readonly StoredPart[] }[]
  readonly sharedMemory: readonly (readonly StoredPart[])[]
  /** Files of the cluster that are gone. */
  readonly gone: readonly string[]
}

/** Folders: the server's state, files of the cluster that are new or changed, and those of shared memory. */
const STATE = 'state'
const CHANGED = 'changed'
const SHARED = 'shared'
/** In the first of them. */
const INDEX = 'index.json'
const MEMORY = 'memory'

/** The machine must have its memory as `state` has it. `cluster` is what the server was started with, `time` what its clock has said all the while. */
export function writeStartImage(machine: Machine, state: ServerState, cluster: FileTree, time: number): FileTree {
  const places = new Places(cluster, time)
  const process = (image: Image): StoredProcess => ({
    pages: image.pages.map((page) => places.add(page)),
    rest: places.addParts(image.rest),
    stackPointer: image.stackPointer,
    files: describeStreams(machine.files, [...image.files]),
  })
  const { image, heap } = state.auxiliary
  const { sharedMemoryFiles, ...rest } = machine.state
  const index: Index = {
    time,
    machine: rest,
    postmaster: process(state.postmaster),
    auxiliary: process(image),
    heap: heap.map(({ extent, parts }) => ({ extent, parts: places.addParts(parts) })),
    sharedMemory: state.sharedMemory.map((parts) => places.addParts(parts)),
    gone: [...cluster.files.keys()].filter((path) => !state.files.files.has(path)),
    ...places.index(),
  }
  const changed = [...state.files.files].filter(([path, contents]) => cluster.files.get(path) !== contents)
  const folders = state.files.folders.filter((path) => !cluster.folders.includes(path))
  return joinTrees({
    [STATE]: {
      folders: [],
      files: new Map([
        [INDEX, new TextEncoder().encode(JSON.stringify(index))],
        [MEMORY, places.memory()],
      ]),
    },
    [CHANGED]: { folders, files: new Map(changed) },
    [SHARED]: sharedMemoryFiles,
  })
}

/** What is stored, and where: nothing twice. */
class Places {
  readonly #time: number
  readonly #distinct = new DistinctContents()
  /** The pages of the cluster's files. */
  readonly #pages = new DistinctContents()
  readonly #places: Place[] = []
  readonly #paths: string[] = []
  readonly #times: [place: number, offset: number, unit: Unit][] = []
  readonly #inFiles: [path: string, offset: number][] = []
  readonly #memory: Uint8Array[] = []
  #length = 0

  constructor(cluster: FileTree, time: number) {
    this.#time = time
    for (const [path, contents] of cluster.files)
      for (let offset = 0; offset + PAGE <= contents.length; offset += PAGE)
        if (this.#pages.add(contents.subarray(offset, offset + PAGE)) === this.#inFiles.length) this.#inFiles.push([path, offset])
  }

  addParts(parts: readonly Part[]): StoredPart[] {
    return parts.map(({ at, bytes }) => [at, this.add(bytes)])
  }

  add(bytes: Uint8Array): number {
    const number = this.#distinct.add(bytes)
    if (number < this.#places.length) return number
    const times = CLOCKS.flatMap(({ unit, find }) => find(bytes, this.#time).map((offset) => [number, offset, unit] as const))
    for (const time of times) this.#times.push([...time])
    this.#places.push(this.#inFile(bytes) ?? this.#inMemory(bytes))
    return number
  }

  #inFile(bytes: Uint8Array): Place | null {
    const found = this.#pages.find(bytes)
    if (found === undefined) return null
    const [path, offset] = this.#inFiles[found]!
    let number = this.#paths.indexOf(path)
    if (number < 0) number = this.#paths.push(path) - 1
    return [number + 1, offset, bytes.length]
  }

  #inMemory(bytes: Uint8Array): Place {
    this.#memory.push(bytes)
    this.#length += bytes.length
    return [0, this.#length - bytes.length, bytes.length]
  }

  index(): Pick<Index, 'places' | 'paths' | 'times'> {
    return { places: this.#places, paths: this.#paths, times: this.#times }
  }

  memory(): Uint8Array {
    const all = new Uint8Array(this.#length)
    let at = 0
    for (const bytes of this.#memory) {
      all.set(bytes, at)
      at += bytes.length
    }
    return all
  }
}

export class StartImage {
  readonly #tree: FileTree
  readonly #cluster: FileTree
  readonly #index: Index

  /** `cluster` is what the server was started with. */
  constructor(tree: FileTree, cluster: FileTree) {
    this.#tree = tree
    this.#cluster = cluster
    this.#index = JSON.parse(new TextDecoder().decode(tree.files.get(`${STATE}/${INDEX}`))) as Index
  }

  /** For the boot of a machine that is to be restored. */
  get machine(): MachineState {
    return { ...this.#index.machine, sharedMemoryFiles: subtree(this.#tree, SHARED) }
  }

  /**
   * Gives the machine, which has just booted, what the server had that the image is of; but processes are yet to be loaded. `now` becomes the
   * time of the start.
   */
  restore(machine: Machine, now: number): ServerState {
    const index = this.#index
    machine.restore(this.machine)
    const files = this.#files(index, now)
    mountTree(machine.files, DATA_DIRECTORY, files)
    machine.files.chdir(DATA_DIRECTORY)
    const contents = this.#contents(index, now)
    const parts = (stored: readonly StoredPart[]): Part[] => stored.map(([at, place]) => ({ at, bytes: contents[place]! }))
    const image = ({ pages, rest, stackPointer, files }: StoredProcess) =>
      Image.of(
        pages.map((place) => contents[place]!),
        parts(rest),
        stackPointer,
        openStreams(machine.files, files),
      )
    const sharedMemory = index.sharedMemory.map(parts)
    for (const range of sharedMemory) writeParts(machine.memory, range)
    const heap = index.heap.map(({ extent, parts: stored }) => ({ extent, parts: parts(stored) }))
    return {
      postmaster: image(index.postmaster),
      reloaded: null,
      auxiliary: { image: image(index.auxiliary), heap },
      sharedMemory,
      files,
      nextPid: FIRST_PID,
    }
  }

  /** By the numbers of places: parts of the image's and the cluster's own bytes, but for those that hold the time. */
  #contents({ places, paths, times }: Index, now: number): Uint8Array[] {
    const files = [this.#tree.files.get(`${STATE}/${MEMORY}`)!, ...paths.map((path) => this.#cluster.files.get(path)!)]
    const contents = places.map(([file, offset, length]) => files[file]!.subarray(offset, offset + length))
    for (const place of new Set(times.map(([place]) => place))) contents[place] = contents[place]!.slice()
    for (const [place, offset, unit] of times) CLOCKS.find((clock) => clock.unit === unit)!.set(contents[place]!, offset, now)
    return contents
  }

  #files({ gone, time }: Index, now: number): FileTree {
    const changed = subtree(this.#tree, CHANGED)
    const files = new Map([...this.#cluster.files, ...changed.files])
    for (const path of gone) files.delete(path)
    for (const [path, contents] of changed.files) files.set(path, retimeFile(path, contents, time, now))
    return { folders: [...this.#cluster.folders, ...changed.folders], files }
  }
}

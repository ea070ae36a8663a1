/** Open files as values: what is behind each descriptor of a process. */
import type { FileNode, FileStream, FileSystem, Node } from './emscripten.ts'

/** A file that is opened again by its path; or the number of a descriptor that every machine begins with; or nothing. */
export type Descriptor = { readonly path: string; readonly flags: number; readonly position: number } | number | null

type Streams = FileSystem['streams']

/** Emscripten's flag to create the file. */
const O_CREAT = 0o100

export const describeStreams = (fs: FileSystem, streams: Streams): Descriptor[] =>
  streams.map((stream, number) => {
    if (!stream) return null
    if (!fs.isFile(stream.node.mode)) return number
    return { path: stream.path, flags: stream.flags & ~O_CREAT, position: stream.position }
  })

/** A process's descriptors. The machine has only those that it begins with. */
export function openStreams(fs: FileSystem, descriptors: readonly Descriptor[]): Streams {
  const first = [...fs.streams]
  const streams = descriptors.map((descriptor, number) => {
    if (descriptor === null) return null
    if (typeof descriptor === 'number') return duplicate(fs.streams[descriptor]!)
    const stream = fs.open(descriptor.path, descriptor.flags)
    stream.position = descriptor.position
    stream.fd = number
    return stream
  })
  fs.streams.splice(0, fs.streams.length, ...first)
  return streams
}

/** Files may have been removed and made anew since these were opened, under the same paths: from here on the new ones are meant. */
export function reopenStreams(fs: FileSystem, streams: Streams): void {
  for (const stream of streams) {
    if (!stream || !fs.isFile(stream.node.mode)) continue
    const node = nodeAt(fs, stream.path)
    if (node && fs.isFile(node.mode)) stream.node = node as FileNode
  }
}

function nodeAt(fs: FileSystem, path: string): Node | null {
  try {
    return fs.lookupPath(path).node
  } catch (error) {
    if (error instanceof fs.ErrnoError) return null // it was removed while it was open
    throw error
  }
}

/** A copy of a descriptor, for the same open file. */
export const duplicate = (stream: FileStream): FileStream => Object.assign(Object.create(Object.getPrototypeOf(stream)), stream)

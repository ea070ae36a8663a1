/** The packets that open a connection: a length, then a number that says which packet it is; no type code. */
import { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { MAJOR_VERSION, REQUEST_CODES } from './codes.ts'
import { int32At } from './frames.ts'
import type { StartUpPacket } from './messages.ts'
import { ProtocolError } from './protocol-error.ts'

/** PostgreSQL refuses longer ones, so that a stranger cannot make it allocate much. */
const LONGEST_PACKET = 10_004
/** As PostgreSQL 18 names it. */
const SUPPORTED = '3.0 to 3.2'
const SHORTEST_KEY = 4
const LONGEST_KEY = 256

/** The length of the whole packet at `offset`, or undefined if too little of it is there to say. */
export function startUpPacketLength(bytes: Uint8Array, offset: number, end = bytes.length): number | undefined {
  if (end - offset < 4) return undefined
  const length = int32At(bytes, offset)
  if (length < 8 || length > LONGEST_PACKET) throw new ProtocolError(`A start-up packet cannot have the length ${length}`, offset, null)
  return length
}

/** After SSLRequest and GSSENCRequest (refused, or granted and in force) another such packet comes; after a StartupMessage, typed messages. */
export function opensSession(packet: Uint8Array): boolean {
  return !(Object.values(REQUEST_CODES) as number[]).includes(int32At(packet, 4))
}

export function decodeStartUpPacket(packet: Uint8Array): StartUpPacket {
  const length = startUpPacketLength(packet, 0)
  if (length === undefined) throw new ProtocolError('The packet ends inside its length', packet.length)
  if (length !== packet.length) throw new ProtocolError(`The packet says it has ${length} bytes, and has ${packet.length}`, 0)
  const body = new ByteReader(packet, 4)
  const decoded = decodeBody(body)
  body.end()
  return decoded
}

function decodeBody(body: ByteReader): StartUpPacket {
  const code = body.int32('the version')
  switch (code) {
    case REQUEST_CODES.SSLRequest:
      return { type: 'SSLRequest' }
    case REQUEST_CODES.GSSENCRequest:
      return { type: 'GSSENCRequest' }
    case REQUEST_CODES.CancelRequest:
      return readCancelRequest(body)
  }
  const major = code >>> 16
  const minorVersion = code & 0xffff
  if (major !== MAJOR_VERSION)
    throw new ProtocolError(`unsupported frontend protocol ${major}.${minorVersion}: server supports ${SUPPORTED}`, 4, '0A000')
  const parameters = new Map<string, string>()
  for (let name = body.text('a parameter name'); name !== ''; name = body.text('a parameter name')) {
    parameters.set(name, body.text('a parameter value'))
  }
  // fromEntries, because assigning to a parameter named __proto__ would do something else.
  return { type: 'StartupMessage', minorVersion, parameters: Object.fromEntries(parameters) }
}

/** There is no answer to one, whatever it is. */
function readCancelRequest(body: ByteReader): StartUpPacket {
  try {
    return { type: 'CancelRequest', pid: body.int32('the process ID'), key: readKey(body) }
  } catch (error) {
    throw error instanceof ProtocolError ? new ProtocolError(error.problem, error.offset, null) : error
  }
}

export function encodeStartUpPacket(packet: StartUpPacket): Uint8Array {
  const writer = new ByteWriter()
  if (packet.type === 'StartupMessage') {
    writer.int16(MAJOR_VERSION).int16(packet.minorVersion)
    for (const [name, value] of Object.entries(packet.parameters)) writer.listedText(name).text(value)
    return writer.uint8(0).finish()
  }
  writer.int32(REQUEST_CODES[packet.type])
  if (packet.type === 'CancelRequest') writer.int32(packet.pid).bytes(checkKey(packet.key, 12))
  return writer.finish()
}

/** A cancel key has no length of its own: it is whatever the message still holds. */
export function readKey(body: ByteReader): Uint8Array {
  const { offset } = body
  return new Uint8Array(checkKey(body.rest(), offset))
}

export function checkKey(key: Uint8Array, offset: number): Uint8Array {
  if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
    throw new ProtocolError(`A cancel key has ${SHORTEST_KEY} to ${LONGEST_KEY} bytes, not ${key.length}`, offset)
  }
  return key
}

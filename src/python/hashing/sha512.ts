/** The compression function of SHA-512 (FIPS 180-4, section 6.4). Words of 64 bits are pairs, the upper half first. Imports fractions. */
import { lower, rootFractions, upper } from './fractions.ts'

const halves = (words: readonly bigint[]): number[] => words.flatMap((word) => [upper(word), lower(word)])

export const sha512Start = (): number[] => halves(rootFractions(2n, 8))
/** Of the ninth to the sixteenth prime. */
export const sha384Start = (): number[] => halves(rootFractions(2n, 16).slice(8))

const schedule = new Int32Array(160)
let constants: Int32Array | undefined

/** Takes a block of 32 words of 32 bits into `state`, which has 16. */
export function compressSha512(state: Int32Array, block: Int32Array): void {
  constants ??= Int32Array.from(halves(rootFractions(3n, 80)))
  const k = constants
  const w = schedule
  for (let i = 0; i < 32; i++) w[i] = block[i]!
  for (let i = 32; i < 160; i += 2) {
    const xh = w[i - 30]!
    const xl = w[i - 29]!
    const yh = w[i - 4]!
    const yl = w[i - 3]!
    const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7)
    const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25))
    const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6)
    const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26))
    const low = (w[i - 31]! >>> 0) + (s0l >>> 0) + (w[i - 13]! >>> 0) + (s1l >>> 0)
    w[i] = w[i - 32]! + s0h + w[i - 14]! + s1h + carry(low)
    w[i + 1] = low | 0
  }
  let ah = state[0]!
  let al = state[1]!
  let bh = state[2]!
  let bl = state[3]!
  let ch = state[4]!
  let cl = state[5]!
  let dh = state[6]!
  let dl = state[7]!
  let eh = state[8]!
  let el = state[9]!
  let fh = state[10]!
  let fl = state[11]!
  let gh = state[12]!
  let gl = state[13]!
  let hh = state[14]!
  let hl = state[15]!
  for (let i = 0; i < 160; i += 2) {
    const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23))
    const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23))
    const t1low = (hl >>> 0) + (s1l >>> 0) + (((el & fl) ^ (~el & gl)) >>> 0) + (k[i + 1]! >>> 0) + (w[i + 1]! >>> 0)
    const t1h = (hh + s1h + ((eh & fh) ^ (~eh & gh)) + k[i]! + w[i]! + carry(t1low)) | 0
    const t1l = t1low | 0
    const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25))
    const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25))
    const t2low = (s0l >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0)
    const t2h = (s0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch)) + carry(t2low)) | 0
    hh = gh
    hl = gl
    gh = fh
    gl = fl
    fh = eh
    fl = el
    const elow = (dl >>> 0) + (t1l >>> 0)
    eh = (dh + t1h + carry(elow)) | 0
    el = elow | 0
    dh = ch
    dl = cl
    ch = bh
    cl = bl
    bh = ah
    bl = al
    const alow = (t1l >>> 0) + (t2low >>> 0)
    ah = (t1h + t2h + carry(alow)) | 0
    al = alow | 0
  }
  add(state, 0, ah, al)
  add(state, 2, bh, bl)
  add(state, 4, ch, cl)
  add(state, 6, dh, dl)
  add(state, 8, eh, el)
  add(state, 10, fh, fl)
  add(state, 12, gh, gl)
  add(state, 14, hh, hl)
}

/** What a sum of lower halves has above its 32 bits. */
const carry = (sum: number): number => (sum / 0x1_0000_0000) | 0

function add(state: Int32Array, at: number, high: number, low: number): void {
  const sum = (state[at + 1]! >>> 0) + (low >>> 0)
  state[at] = state[at]! + high + carry(sum)
  state[at + 1] = sum
}

/** `hashlib`'s keys of passwords, which CPython has from OpenSSL, beside Node's, which are OpenSSL's. */
import { createHash, pbkdf2Sync, scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { printed, run } from '../../programs.ts'

const HASHES = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_256', 'sha3_512'] as const
const LONG = 200

test('PBKDF2 of every hash is that of OpenSSL', async () => {
  const cases = HASHES.flatMap((hash) =>
    (
      [
        ['', '', 1, 7],
        ['password', 'salt', 2, 150],
        ['p'.repeat(LONG), 's'.repeat(LONG), 77, 20],
      ] as const
    ).map(([password, salt, iterations, length]) => [hash, password, salt, iterations, length] as const),
  )
  const code = `
import hashlib
for hash, password, salt, iterations, length in ${JSON.stringify(cases)}:
    print(hashlib.pbkdf2_hmac(hash, password.encode(), salt.encode(), iterations, length).hex())
`
  const expected = cases.map(([hash, password, salt, iterations, length]) =>
    pbkdf2Sync(password, salt, iterations, length, hash.replace('_', '-')).toString('hex'),
  )
  expect((await printed(code)).trim().split('\n')).toEqual(expected)
})

test('many iterations: of RFC 6070, and more than one piece', async () => {
  const code = `
import hashlib
print(hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 4096).hex())
print(hashlib.pbkdf2_hmac("SHA256", b"password", b"salt", 12_345).hex())
print(hashlib.pbkdf2_hmac("sha512", bytearray(b"password"), memoryview(b"salt"), 5_001).hex())
`
  expect((await printed(code)).trim().split('\n')).toEqual([
    '4b007901b765489abead49d926f721d065a429c1',
    pbkdf2Sync('password', 'salt', 12_345, 32, 'sha256').toString('hex'),
    pbkdf2Sync('password', 'salt', 5_001, 64, 'sha512').toString('hex'),
  ])
})

test('scrypt: RFC 7914, section 12', async () => {
  const code = `
import hashlib
print(hashlib.scrypt(b"", salt=b"", n=16, r=1, p=1).hex())
print(hashlib.scrypt(b"password", salt=b"NaCl", n=1024, r=8, p=16).hex())
print(hashlib.scrypt(b"pleaseletmein", salt=b"SodiumChloride", n=16384, r=8, p=1, dklen=40).hex())
`
  const scrypt = (password: string, salt: string, n: number, r: number, p: number, length: number) =>
    scryptSync(password, salt, length, { N: n, r, p }).toString('hex')
  const [empty, ...others] = (await printed(code)).trim().split('\n')
  expect(empty).toBe(
    '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906',
  )
  expect(others).toEqual([scrypt('password', 'NaCl', 1024, 8, 16, 64), scrypt('pleaseletmein', 'SodiumChloride', 16384, 8, 1, 40)])
})

test('arguments that CPython refuses', async () => {
  // What CPython 3.11 says with OpenSSL 3.0
  const code = `
import hashlib
key, scrypt = hashlib.pbkdf2_hmac, hashlib.scrypt
for attempt in (
    lambda: key("sha256", b"", b"", 0), lambda: key("sha256", b"", b"", 1, 0), lambda: key("sha256", b"", b"", 2**40), lambda: key("sha256", "", b"", 1),
    lambda: key("sha256", b"", b"", "x"), lambda: key(1, b"", b"", 1), lambda: scrypt(b""), lambda: scrypt(b"", salt=b""), lambda: scrypt(b"", salt=b"", n=3, r=8, p=1),
    lambda: scrypt(b"", salt=b"", n=2, r=0, p=1), lambda: scrypt(b"", salt=b"", n=2**15, r=8, p=1), lambda: scrypt(b"", salt=b"", n=2**16, r=1, p=1),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
`
  expect(await printed(code)).toBe(
    `ValueError iteration value must be greater than 0.
ValueError key length must be greater than 0.
OverflowError iteration value is too great.
TypeError a bytes-like object is required, not 'str'
TypeError 'str' object cannot be interpreted as an integer
TypeError pbkdf2_hmac() argument 'hash_name' must be str, not int
TypeError salt is required
TypeError n is required and must be an unsigned int
ValueError n must be a power of 2.
ValueError Invalid parameter combination for n, r, p, maxmem.
ValueError [digital envelope routines] memory limit exceeded
ValueError [digital envelope routines] memory limit exceeded
`,
  )
})

test('others run meanwhile, and Ctrl+C ends it', async () => {
  const code = `
import hashlib, threading, _thread
seen = []
def other():
    seen.append("other")
    _thread.interrupt_main()
threading.Thread(target=other).start()
try:
    hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)
except KeyboardInterrupt:
    print(seen)
`
  expect((await run(code)).stdout).toBe("['other']\n")
})

test('neighbours that need nothing of OpenSSL', async () => {
  const code = `
import hashlib, hmac, io, secrets
print(hashlib.file_digest(io.BytesIO(b"text"), "sha256").hexdigest(), hmac.digest(b"key", b"text", "sha1").hex(), len(secrets.token_hex(8)))
`
  const sha256 = createHash('sha256').update('text').digest('hex')
  expect(await printed(code)).toBe(`${sha256} 369e2959eb49450338b212748f77d8ded74847bb 16\n`)
})

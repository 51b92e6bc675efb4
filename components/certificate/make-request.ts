// A key of the person's own and the request (CSR, PKCS#10) for it, made in the browser. WebCrypto alone, but for the encoding.
import { OctetString, PrintableString, Utf8String } from 'asn1js'
import * as pkijs from 'pkijs'
import { writePem } from '#lib/pki/pem.ts'

export type MakeRequestInput = {
  kind: RequestKey
  commonName: string
  organisation: string
  /** What stands in 2.5.4.5: 16 and the ten digits, as SHS certificates have it. */
  serialNumber: string
  password: string
}

/** PEM: the key under the password (PKCS#8, PBES2 with AES-256), and the request. */
export type KeyAndRequest = { key: string; request: string }

/** OWASP's lowest for PBKDF2 with SHA-256. */
const ITERATIONS = 600_000
const EXPONENT = new Uint8Array([1, 0, 1])

const ALGORITHMS = {
  rsa2048: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: EXPONENT },
  rsa3072: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 3072, publicExponent: EXPONENT },
  p256: { name: 'ECDSA', namedCurve: 'P-256' },
} as const

/** Keys that can be made in the browser. */
export type RequestKey = keyof typeof ALGORITHMS

export async function makeRequest({
  kind,
  commonName,
  organisation,
  serialNumber,
  password,
}: MakeRequestInput): Promise<KeyAndRequest> {
  const keys = await crypto.subtle.generateKey(ALGORITHMS[kind], true, ['sign', 'verify'])
  const request = new pkijs.CertificationRequest()
  request.version = 0
  request.subject.typesAndValues.push(
    attribute('2.5.4.6', new PrintableString({ value: 'SE' })),
    attribute('2.5.4.10', new Utf8String({ value: organisation })),
    attribute('2.5.4.5', new PrintableString({ value: serialNumber })),
    attribute('2.5.4.3', new Utf8String({ value: commonName })),
  )
  await request.subjectPublicKeyInfo.importKey(keys.publicKey)
  await request.sign(keys.privateKey, 'SHA-256')
  return {
    key: writePem('ENCRYPTED PRIVATE KEY', await lock(keys.privateKey, password)),
    request: writePem('CERTIFICATE REQUEST', new Uint8Array(request.toSchema(true).toBER())),
  }
}

async function lock(key: CryptoKey, password: string): Promise<Uint8Array> {
  const parsedKey = pkijs.PrivateKeyInfo.fromBER(await crypto.subtle.exportKey('pkcs8', key))
  const bag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: parsedKey })
  await bag.makeInternalValues({
    password: new TextEncoder().encode(password).buffer,
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256, iv: crypto.getRandomValues(new Uint8Array(16)) },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  })
  // A long one is put into pieces, which DER forbids and strict readers refuse.
  bag.encryptedData = new OctetString({ valueHex: bag.encryptedData?.getValue() ?? new ArrayBuffer(0) })
  return new Uint8Array(bag.toSchema().toBER())
}

function attribute(type: string, value: PrintableString | Utf8String): pkijs.AttributeTypeAndValue {
  return new pkijs.AttributeTypeAndValue({ type, value })
}

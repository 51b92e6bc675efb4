import { generateKeyPairSync } from 'node:crypto'

export type KeyWish = keyof typeof KEYS | keyof typeof ODD_KEYS

const KEYS = {
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  rsa2048: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 },
  rsa1024: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 1024 },
} as const

/** Kinds that WebCrypto does not make. */
const ODD_KEYS = {
  secp256k1: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  p192: () => generateKeyPairSync('ec', { namedCurve: 'prime192v1' }),
  ed25519: () => generateKeyPairSync('ed25519'),
  'rsa-pss': () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
}

/** DER: SPKI and PKCS#8. */
export async function makeKeys(wish: KeyWish): Promise<{ publicKey: Uint8Array<ArrayBuffer>; privateKey: Buffer }> {
  if (wish in ODD_KEYS) {
    const { publicKey, privateKey } = ODD_KEYS[wish as keyof typeof ODD_KEYS]()
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
    return { publicKey: spki, privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }) }
  }
  const keys = await crypto.subtle.generateKey(KEYS[wish as keyof typeof KEYS], true, ['sign', 'verify'])
  const [spki, pkcs8] = [
    await crypto.subtle.exportKey('spki', keys.publicKey),
    await crypto.subtle.exportKey('pkcs8', keys.privateKey),
  ]
  return { publicKey: new Uint8Array(spki), privateKey: Buffer.from(pkcs8) }
}

import { type Certificate, parse } from '#lib/pki/read-certificate.ts'

/** Whether a private key (PKCS#8) is the certificate's own: what the one signs, the other must know. */
export async function keyFits({ der, key }: Certificate, pkcs8: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const algorithm = algorithmOf(key)
  const publicKey = parse(der)?.subjectPublicKeyInfo.toSchema().toBER()
  if (!algorithm || !publicKey) return false
  try {
    const own = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
    const known = await crypto.subtle.importKey('spki', publicKey, algorithm, false, ['verify'])
    const message = crypto.getRandomValues(new Uint8Array(32))
    return await crypto.subtle.verify(algorithm, known, await crypto.subtle.sign(algorithm, own, message), message)
  } catch {
    return false
  }
}

function algorithmOf(key: Certificate['key']): (EcKeyImportParams & EcdsaParams) | RsaHashedImportParams | undefined {
  if (key.kind === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  if (key.kind === 'ec') return { name: 'ECDSA', namedCurve: key.curve, hash: 'SHA-256' }
  return undefined
}

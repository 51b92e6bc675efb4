import * as pkijs from 'pkijs'

const PBES2 = '1.2.840.113549.1.5.13'
const PBKDF2 = '1.2.840.113549.1.5.12'
/** AES-128 and AES-256 in CBC. */
const CIPHERS = ['2.16.840.1.101.3.4.1.2', '2.16.840.1.101.3.4.1.42']
/** HMAC with SHA-1 (the one not named), SHA-256, SHA-384, SHA-512. */
const HASHES = [undefined, '1.2.840.113549.2.7', '1.2.840.113549.2.9', '1.2.840.113549.2.10', '1.2.840.113549.2.11']

/**
 * A PKCS#8 key locked by PBES2 with AES (RFC 8018), as this page and today's programs lock them, opened by Web Crypto: the hundreds of
 * thousands of rounds of its key take a second there and half a minute in JavaScript. `locked`: another password's. Undefined: locked in
 * another way.
 */
export async function openAesKey(
  bytes: Uint8Array<ArrayBuffer>,
  password: string,
): Promise<Uint8Array<ArrayBuffer> | 'locked' | undefined> {
  const bag = read(bytes)
  if (!bag) return undefined
  const encryptedContentInfo = new pkijs.EncryptedContentInfo({
    contentEncryptionAlgorithm: bag.encryptionAlgorithm,
    encryptedContent: bag.encryptedData,
  })
  try {
    const asked = { password: new TextEncoder().encode(password).buffer, encryptedContentInfo }
    const pkcs8 = await pkijs.getCrypto(true).decryptEncryptedContentInfo(asked)
    // Another password's bytes may end as if they were right.
    pkijs.PrivateKeyInfo.fromBER(pkcs8)
    return new Uint8Array(pkcs8)
  } catch {
    return 'locked'
  }
}

/** Undefined for a key that is locked otherwise. */
function read(bytes: Uint8Array<ArrayBuffer>): pkijs.PKCS8ShroudedKeyBag | undefined {
  try {
    const bag = pkijs.PKCS8ShroudedKeyBag.fromBER(bytes)
    const { algorithmId, algorithmParams } = bag.encryptionAlgorithm
    if (algorithmId !== PBES2) return undefined
    const { keyDerivationFunc, encryptionScheme } = new pkijs.PBES2Params({ schema: algorithmParams })
    if (keyDerivationFunc.algorithmId !== PBKDF2 || !CIPHERS.includes(encryptionScheme.algorithmId)) return undefined
    const { prf } = new pkijs.PBKDF2Params({ schema: keyDerivationFunc.algorithmParams })
    return HASHES.includes(prf?.algorithmId) ? bag : undefined
  } catch {
    return undefined
  }
}

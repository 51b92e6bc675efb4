import { Decrypter, Encrypter } from 'age-encryption'

/** Seals a few bytes for the holder of an age key. */
export async function wrapKey(key: Uint8Array | string, recipient: string): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return await encrypter.encrypt(key)
}

/** Opens them. `identity`: an age key; several, one a line, while keys are changed. Throws where none of them opens it. */
export async function unwrapKey(wrapped: Uint8Array, identity: string): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  for (const one of identity.split('\n')) decrypter.addIdentity(one)
  return await decrypter.decrypt(wrapped, 'uint8array')
}

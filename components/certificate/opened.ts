import type { Certificate } from '#lib/pki/read-certificate.ts'

/** What a file held. The key never leaves the page: it is tried against the certificate and put into the file for curl. */
export type Opened =
  | { kind: 'password'; wrong: boolean }
  | { kind: 'nothing' }
  | { kind: 'large' }
  | { kind: 'certificates'; leaf: Certificate; others: Certificate[]; key: HeldKey }

/** PKCS#8. `locked`: there is one, and its password was not given. */
export type HeldKey = { kind: 'open'; pkcs8: Uint8Array<ArrayBuffer> } | { kind: 'locked' } | { kind: 'none' }

/** The parts of a PEM text in order; `label` as it stands after BEGIN. Parts that are no base64 are left out. */
export type PemPart = { label: string; bytes: Uint8Array<ArrayBuffer> }

export function readPem(text: string): PemPart[] {
  const parts: PemPart[] = []
  for (const [, label = '', body = ''] of text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,60})-----([^-]*)-----END \1-----/g)) {
    const bytes = fromBase64(body)
    if (bytes) parts.push({ label, bytes })
  }
  return parts
}

export function writePem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  // Old keys have headers (Proc-Type, DEK-Info) before an encrypted body, which is no DER: left out.
  if (text.includes(':')) return new Uint8Array()
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, '')), (sign) => sign.charCodeAt(0))
  } catch {
    return undefined
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

// The checksums that the sender declares: X-Sha256 in hex, and RFC 9530's fields.
import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '#lib/errors.ts'

/** Hex. `file`: of the file itself; `content`: of the body as it arrives, which in a form is more than the file. */
export type DeclaredDigests = { file: string | undefined; content: string | undefined }

/**
 * Refuses (`invalid`): `sha256`, a malformed checksum; `digest_algorithm`, digests of which none is SHA-256 (R9); `digest`, two
 * that differ. Without content coding, content and representation are the same.
 */
export function readDigest(headers: IncomingHttpHeaders): DeclaredDigests {
  const file = readHex(headers['x-sha256'])
  const content = readField(headers['content-digest'])
  const representation = readField(headers['repr-digest'])
  if (content && representation && content !== representation) throw new AppError('invalid', 'digest')
  return { file, content: content ?? representation }
}

function readHex(value: string | string[] | undefined): string | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/i.test(value)) throw new AppError('invalid', 'sha256')
  return value.toLowerCase()
}

/** A dictionary of byte sequences (RFC 9651): `sha-256=:…:, sha-512=:…:`. */
function readField(value: string | string[] | undefined): string | undefined {
  if (value === undefined) return undefined
  const members = String(value)
    .split(',')
    .map((member) => /^\s*([a-z0-9*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):\s*$/.exec(member))
  if (members.some((member) => member === null)) throw new AppError('invalid', 'sha256')
  // The last of equal names holds.
  const ours = members.findLast((member) => member?.[1] === 'sha-256')
  if (!ours) throw new AppError('invalid', 'digest_algorithm')
  const bytes = Buffer.from(ours[2] ?? '', 'base64')
  if (bytes.length !== 32) throw new AppError('invalid', 'sha256')
  return bytes.toString('hex')
}

import { type Integer, ObjectIdentifier } from 'asn1js'
import * as pkijs from 'pkijs'
import type { KeyKind } from './read-certificate.ts'

const RSA = '1.2.840.113549.1.1.1'
const EC = '1.2.840.10045.2.1'
const CURVES: Record<string, { curve: string; bits: number }> = {
  '1.2.840.10045.3.1.1': { curve: 'P-192', bits: 192 },
  '1.2.840.10045.3.1.7': { curve: 'P-256', bits: 256 },
  '1.3.132.0.34': { curve: 'P-384', bits: 384 },
  '1.3.132.0.35': { curve: 'P-521', bits: 521 },
}

export function publicKeyKind({ algorithm, subjectPublicKey }: pkijs.PublicKeyInfo): KeyKind {
  if (algorithm.algorithmId === RSA) {
    const { modulus } = pkijs.RSAPublicKey.fromBER(new Uint8Array(subjectPublicKey.valueBlock.valueHexView))
    return { kind: 'rsa', bits: bitLength(modulus) }
  }
  const curve: unknown = algorithm.algorithmParams
  if (algorithm.algorithmId !== EC || !(curve instanceof ObjectIdentifier)) return { kind: 'other' }
  const known = CURVES[curve.valueBlock.toString()]
  return known ? { kind: 'ec', ...known } : { kind: 'other' }
}

function bitLength(modulus: Integer): number {
  const bytes = modulus.valueBlock.valueHexView
  const first = bytes.findIndex((byte) => byte > 0)
  return first < 0 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24
}

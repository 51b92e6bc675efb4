import type { AgentKey } from '../usage-error.ts'

/** Why a call got no answer. `broken`: bytes of the file had been sent, so whether it arrived is unknown. */
export type ConnectionFault = { kind: 'unreached' | 'untrusted' | 'not-let-in' | 'broken'; key: AgentKey; reason: string }

/** The server's certificate is not trusted (Node's names of OpenSSL's verification errors). */
const UNTRUSTED = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'CERT_REJECTED',
  'CERT_REVOKED',
])

const NO_CONTACT = new Set(['ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'ETIMEDOUT', 'EACCES'])

/** Classifies an error of node:https. `begun`: at least one byte of the file had been sent. */
export function connectionFaultOf(error: unknown, begun: boolean): ConnectionFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return { kind: 'untrusted', key: 'otherName', reason: code }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return { kind: 'untrusted', key: 'serverDates', reason: code }
  if (UNTRUSTED.has(code)) return { kind: 'untrusted', key: 'untrusted', reason: code }
  // A TLS alert: the gateway refused our certificate, and has read nothing of what was sent.
  if (/ALERT/.test(code)) return { kind: 'not-let-in', key: /EXPIRED/.test(code) ? 'alertExpired' : 'alert', reason: code }
  if (/^ERR_SSL|^EPROTO$/.test(code)) return { kind: 'unreached', key: 'noTls', reason: code }
  if (begun) return { kind: 'broken', key: 'broken', reason: code }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'unreached', key: 'noName', reason: code }
  if (NO_CONTACT.has(code)) return { kind: 'unreached', key: 'noContact', reason: code }
  return { kind: 'unreached', key: 'brokenEarly', reason: code }
}

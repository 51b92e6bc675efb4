import type { SendProgress } from './exchange.ts'

/** What the network did, as a stable word. Before the first byte of a request it can be told exactly, after that it cannot. */
export function breakCode(error: Error, progress: SendProgress): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (progress !== 'nothing') return code.startsWith('HPE_') ? 'answer-unreadable' : 'reset'
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns'
  if (code === 'ECONNREFUSED') return 'connect-refused'
  if (code === 'ETIMEDOUT') return 'connect-timeout'
  // We refused them: expired, another authority, another name, revoked, or a revocation list that is too old.
  if (/^(CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_|HOSTNAME_|INVALID_|PATH_LENGTH_)/.test(code))
    return 'receiver-certificate'
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls-refused'
  return 'connect-failed'
}

// Security headers of every answer (OWASP ASVS 5.0, 3.4).
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { TRY_PATH } from '#components/check/try-path.ts'
import type { WebEnv } from '#lib/env.ts'

const FIXED = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // `no-referrer` would make browsers send `Origin: null`, which requireSameOrigin refuses.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()',
  'X-Permitted-Cross-Domain-Policies': 'none',
} as const
const TWO_YEARS_S = 63_072_000

type HeaderSettings = Pick<WebEnv, 'PUBLIC_URL' | 'OIDC_ISSUER'>

/** Sets the headers, and passes the policy to Next as a request header: Next takes its scripts' nonce from it. */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse, env: HeaderSettings): void {
  for (const [name, value] of Object.entries(FIXED)) response.setHeader(name, value)
  const secure = new URL(env.PUBLIC_URL).protocol === 'https:'
  if (secure) response.setHeader('Strict-Transport-Security', `max-age=${TWO_YEARS_S}; includeSubDomains`)
  const policy = isAsset(request) ? ASSET_POLICY : pagePolicy(env, { secure, quiet: isQuiet(request) })
  response.setHeader('Content-Security-Policy', policy)
  request.headers['content-security-policy'] = policy
}

/** Built files have no nonce. A worker is bound by the policy of its own script. */
function isAsset({ url }: IncomingMessage): boolean {
  return url?.startsWith('/_next/static/') ?? false
}

/** The page that sends nothing. Its worker is bound by the assets' policy, which allows no connections either. */
function isQuiet({ url = '' }: IncomingMessage): boolean {
  return url === TRY_PATH || url.startsWith(`${TRY_PATH}?`)
}

const ASSET_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "frame-ancestors 'none'",
].join('; ')

function pagePolicy(env: HeaderSettings, { secure, quiet }: { secure: boolean; quiet: boolean }): string {
  const nonce = randomBytes(16).toString('base64')
  // Browsers apply form-action to a form's redirects too, and login redirects to the broker.
  const broker = new URL(env.OIDC_ISSUER).origin
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${quiet ? "'none'" : "'self'"}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${broker}`,
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

import type { AppError } from '#lib/errors.ts'

/** A refusal as RFC 9457 has it. `code` and `detail` are stable words for programs. */
export function problem({ code, detail, status }: AppError): Response {
  const body = { type: 'about:blank', title: code, status, code, ...(detail && { detail }) }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}

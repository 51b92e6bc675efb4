import type { Problem } from '#lib/door/problem.ts'

/**
 * Where a plain form that failed leads: back to its page, with the refusal's code and case in the address for the page to
 * put into words (`refusalText`), or to the login page. A bug brings its id.
 */
export function faultPage({ body }: Problem, page: string): string {
  if (body.code === 'not_signed_in') return `/logga-in?${new URLSearchParams({ fel: 'utgangen', next: page })}`
  const told = { fel: body.code, ...(body.case ? { fall: body.case } : {}), ...(body.id ? { id: body.id } : {}) }
  return `${page}?${new URLSearchParams(told)}`
}

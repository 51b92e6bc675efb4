import type { Way } from './list-ways.ts'
import type { WayAnswer, WayRequest } from './send-request.ts'

/**
 * Who asks the portal. `ended`: their login has; `outsider`: no company; `former`: no longer a member of the company that the login
 * acts for; `reader`, `handler`, `administrator`: of the company whose things are asked for; `bureau`: one of a payroll bureau's people,
 * who acts for it; `stranger`, `other administrator`: of another.
 */
export const ASKERS = [
  'nobody',
  'ended',
  'outsider',
  'former',
  'stranger',
  'other administrator',
  'support',
  'operator',
  'reader',
  'bureau',
  'handler',
  'administrator',
] as const
export type Asker = (typeof ASKERS)[number]

/** What an answer says. `in`: it was answered; `refused`: for another reason than who asks. */
export type WayVerdict = 'in' | 'login' | 'company' | 'not_found' | 'not_allowed' | 'method' | 'refused' | 'fault'

/** Whose the thing is that is asked for: every colleague's, or that of one person (the handler). */
export type Whose = 'company' | 'person' | undefined

export type JudgeInput = {
  way: Way
  whose: Whose
  asker: Asker
  sent: WayRequest
  answer: WayAnswer
  /** What the company's things are called, and their ids. */
  marks: readonly string[]
  /** The same question about a thing that does not exist, by the same asker. */
  twin?: { sent: WayRequest; answer: WayAnswer } | undefined
}

/** What is wrong with the answer: an asker who should not get in and does, or who learns that there is something. */
export function judgeAnswer({ way, whose, asker, sent, answer, marks, twin }: JudgeInput): string[] {
  const faults: string[] = []
  const [kind, right] = [kindOf(answer), expectedKinds(way, whose, asker)]
  if (!right.includes(kind)) faults.push(`is answered "${kind}" (${answer.status}), not "${right.join(' or ')}"`)
  const isOwn = isTheirs(asker) || asker === way.asks || (way.path === OWN_RECORD && asker === 'former')
  const seen = isOwn ? [] : shownMarks(sent, answer, marks)
  if (seen.length > 0) faults.push(`shows ${seen.join(', ')}`)
  if (twin && plain(sent, answer) !== plain(twin.sent, twin.answer))
    faults.push('differs from the answer about what does not exist')
  return faults
}

const THEIRS: readonly Asker[] = ['reader', 'bureau', 'handler', 'administrator']
export const isTheirs = (asker: Asker): boolean => THEIRS.includes(asker)

/** What is kept about a person names the company that they used to act for. */
const OWN_RECORD = '/api/konto/export'

/** Buttons that begin something without an account: they ask by themselves for who has shown who they are. */
const OF_GUESTS: readonly string[] = ['/api/anslut', '/api/anslut/oppna', '/api/inbjudan/{token}']
/** Of those, the ones that know whom they are for. */
const OF_NAMED = '/api/anslut/oppna'

const isLoggedOut = (asker: Asker): boolean => asker === 'nobody' || asker === 'ended'

const OPEN_KINDS = ['in', 'refused'] as const

export function expectedKinds(
  { asks, path }: Pick<Way, 'asks'> & { path?: string },
  whose: Whose,
  asker: Asker,
): readonly WayVerdict[] {
  if (asks === 'nobody' && path && OF_GUESTS.includes(path) && isLoggedOut(asker)) return ['login']
  if (asks === 'nobody') return path === OF_NAMED ? [...OPEN_KINDS, 'not_found'] : OPEN_KINDS
  if (isLoggedOut(asker)) return ['login']
  switch (asks) {
    case 'person':
      return mayHave(whose, asker) ? OPEN_KINDS : ['not_found']
    case 'member':
    case 'handler':
    case 'administrator': {
      if (asker !== 'stranger' && asker !== 'other administrator' && !isTheirs(asker)) return ['company', 'not_found']
      if (asks === 'handler' && asker === 'reader') return ['not_allowed']
      if (asks === 'administrator' && !asker.endsWith('administrator')) return ['not_allowed']
      return mayHave(whose, asker) ? OPEN_KINDS : ['not_found']
    }
    case 'support':
    case 'operator':
      return asker === asks ? OPEN_KINDS : ['not_found']
    case 'caller':
      return []
  }
}

const mayHave = (whose: Whose, asker: Asker): boolean => !whose || (whose === 'company' ? isTheirs(asker) : asker === 'handler')

/** Next answers a page's redirect and its "not found" inside the stream when a script asks (RSC). */
const STREAMED_REDIRECT = /NEXT_REDIRECT;\w+;([^;]+);\d+;/
const STREAMED_STATUS = /NEXT_HTTP_ERROR_FALLBACK;(\d+)/

export function kindOf({ status: sent, headers, body }: WayAnswer): WayVerdict {
  const stream = headers['content-type']?.startsWith('text/x-component') ? body : ''
  const status = Number(STREAMED_STATUS.exec(stream)?.[1] ?? sent)
  const to = new URL(headers.location ?? STREAMED_REDIRECT.exec(stream)?.[1] ?? '', 'http://portal')
  const fault = to.searchParams.get('fel')
  if (status >= 500) return 'fault'
  if (status === 401) return 'login'
  if (status === 404) return 'not_found'
  if (status === 405) return 'method'
  // HEAD tells no more.
  if (status === 403 && body === '') return 'not_allowed'
  if (status >= 400) return /"code":"not_allowed"/.test(body) ? 'not_allowed' : 'refused'
  if (to.pathname === '/logga-in' && to.searchParams.has('next') && (fault ?? 'utgangen') === 'utgangen') return 'login'
  if (to.pathname === '/foretag' && to.searchParams.has('next')) return 'company'
  if (fault === 'not_found' || fault === 'foretag') return 'not_found'
  if (fault === 'not_allowed') return 'not_allowed'
  return fault === null ? 'in' : 'refused'
}

/** The marks that the answer has and the request had not. */
export function shownMarks({ path, headers, body }: WayRequest, answer: WayAnswer, marks: readonly string[]): string[] {
  const asked = `${path} ${JSON.stringify(headers)} ${body}`
  const told = `${JSON.stringify(answer.headers)} ${answer.body}`
  return marks.filter((mark) => told.includes(mark) && !asked.includes(mark))
}

/** The answer without what differs between any two: what the request named, nonces, what was sealed, the time, the order in which Next streams parts. */
function plain({ path, body = '' }: WayRequest, answer: WayAnswer): string {
  const { date: _date, 'content-length': _length, ...headers } = answer.headers
  const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? 'none'
  const parts = answer.body.replaceAll(/<script\b.*?<\/script>/gs, '').split(/(?=<)/)
  let text = `${answer.status} ${JSON.stringify(headers)} ${parts.sort().join('')}`.replaceAll(nonce, 'NONCE')
  for (const id of `${path} ${body}`.match(/[\w-]{8,}/g) ?? []) text = text.replaceAll(id, 'ID')
  // Sealed anew each time.
  return text.replaceAll(/ifyllt=[\w-]+/g, 'ifyllt=SEALED')
}

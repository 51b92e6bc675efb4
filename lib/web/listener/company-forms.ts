// The forms of the company's pages: certificates, agents' mandates, notices, retention.
import { actorOf } from '#lib/access/actor.ts'
import { beginProduction } from '#lib/access/begin-production.ts'
import { blockPaper } from '#lib/access/block-paper.ts'
import { setKeepDays } from '#lib/access/keep-days.ts'
import { setNoticeRecipients } from '#lib/access/notice-recipients.ts'
import { readDay, readLocalTime } from '#lib/calendar.ts'
import { assignPeople, endAssignments } from '#lib/certificates/assign-people.ts'
import { changeValidFrom, removeCertificate } from '#lib/certificates/change-certificate.ts'
import { listClients } from '#lib/certificates/list-assignments.ts'
import { endMandate, giveMandate } from '#lib/certificates/mandates.ts'
import { portalTrust } from '#lib/certificates/portal-trust.ts'
import { registerCertificate } from '#lib/certificates/register-certificate.ts'
import { AppError } from '#lib/errors.ts'
import type { DoneWord } from '#lib/text/company-pages.ts'
import { readRecipientFields } from '../forms/recipient-fields.ts'
import { type FormCall, plainForm } from './plain-form.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** POST /api/foretaget/certifikat. */
export const registerForm = companyForm(async (web, { fields, employerId, ...at }) => {
  const from = fields.get('galler') ?? ''
  const validFrom = from === '' ? undefined : readTime(from)
  const portal = { trust: portalTrust(web), environment: web.env.MILJO }
  const { waits } = await registerCertificate(at, { employerId, ...portal, pem: fields.get('certifikat') ?? '', validFrom })
  return waits ? 'registrerat-vantar' : 'registrerat'
})

/** POST /api/foretaget/certifikat/ta-bort. */
export const removeForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  await removeCertificate(at, { employerId, certificateId: idIn(fields, 'certificate') })
  return 'borttaget'
})

/** POST /api/foretaget/certifikat/galler-fran. */
export const validFromForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  const validFrom = readTime(fields.get('galler') ?? '')
  await changeValidFrom(at, { employerId, certificateId: idIn(fields, 'certificate'), validFrom })
  return 'tid'
})

/** POST /api/foretaget/mandat. */
export const mandateForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  const [validFrom, validUntil] = [readDay(fields.get('fran') ?? ''), readDay(fields.get('till') ?? '')]
  if (!validFrom || !validUntil) throw new AppError('invalid', 'period')
  await giveMandate(at, { employerId, agentOrgnr: fields.get('ombud') ?? '', validFrom, validUntil })
  return 'mandat'
})

/** POST /api/foretaget/mandat/avsluta. */
export const endMandateForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  await endMandate(at, { employerId, mandateId: idIn(fields, 'mandate') })
  return 'avslutat'
})

/** POST /api/foretaget/kunder: each person chosen for each client chosen, or for `alla`. */
export const assignForm = companyForm(async (_web, { fields, employerId, orgnr, ...at }) => {
  const ofAll = fields.get('alla') === 'ja'
  const clientIds = ofAll
    ? (await listClients(at, { employerId, orgnr })).clients.map((client) => client.employerId)
    : idsIn(fields, 'kund', 'assignment')
  await assignPeople(at, { employerId, clientIds, personIds: idsIn(fields, 'person', 'assignment') })
  return 'tilldelat'
})

/** POST /api/foretaget/kunder/avsluta, and /api/foretaget/ombud/personer. */
export const endAssignmentsForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  await endAssignments(at, { employerId, assignmentIds: idsIn(fields, 'id', 'assignment') })
  return 'tilldelningslut'
})

/** POST /api/foretaget/aviseringar. */
export const recipientsForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  const { language, rows } = readRecipientFields((name) => fields.get(name))
  await setNoticeRecipients(at, { employerId, language, recipients: rows })
  return 'aviseringar'
})

/** POST /api/foretaget/tjanster/borja. */
export const beginProductionForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  await beginProduction(at, { employerId, service: fields.get('tjanst') ?? '' })
  return 'produktion'
})

/** POST /api/foretaget/tjanster/papper. */
export const paperForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  await blockPaper(at, { employerId, paper: fields.get('papper') === 'sparra' ? 'blocked' : 'open' })
  return 'papper'
})

/** POST /api/foretaget/gallring. */
export const keepDaysForm = companyForm(async (web, { fields, employerId, ...at }) => {
  const text = (fields.get('dagar') ?? '').trim()
  const days = text === '' ? null : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  await setKeepDays(at, { employerId, days, operatorsDays: web.env.SUBMISSION_KEEP_DAYS })
  return 'gallring'
})

type CompanyCall = ReturnType<typeof contextOf>

/**
 * A form about the caller's company: leads to its page, or the one that `perform` names, with ?klart=<its done word>. Refuses (`conflict`, `other_employer`) one
 * that was made for another company (field `foretag`), as when the caller has changed company in another tab.
 */
export function companyForm(perform: (web: Web, call: CompanyCall) => Promise<DoneWord | { page: string; done: DoneWord }>) {
  return plainForm<WebCaller>(async (web, call, caller) => {
    requireSameCompany(call, caller)
    const own = call.route.page?.(call.params) ?? '/hem'
    const result = await perform(web, contextOf(web, call, caller))
    const { page, done } = typeof result === 'string' ? { page: own, done: result } : result
    return { to: `${page}?klart=${done}` }
  })
}

/** A form about the caller's company whose answer is a page that shows what `perform` gives: this once. Refuses as companyForm. */
export function shownForm(perform: (web: Web, call: CompanyCall) => Promise<{ page: string; shown: string }>) {
  return plainForm<WebCaller>(async (web, call, caller) => {
    requireSameCompany(call, caller)
    const { page, shown } = await perform(web, contextOf(web, call, caller))
    return { to: page, shown }
  })
}

export function requireSameCompany({ fields }: FormCall, { employer }: WebCaller): void {
  if ((fields.get('foretag') ?? employer.employerId) !== employer.employerId) throw new AppError('conflict', 'other_employer')
}

export function contextOf(
  { db }: Web,
  { fields, params, now }: FormCall,
  { session, employer: { employerId, orgnr } }: WebCaller,
) {
  return { db, actor: actorOf(session), now, fields, params, employerId, orgnr }
}

function readTime(text: string): Date {
  const time = readLocalTime(text)
  if (!time) throw new AppError('invalid', 'valid_from')
  return time
}

type Named = 'certificate' | 'conversion' | 'mandate' | 'webhook' | 'webhook_call' | 'assignment' | 'invitation' | 'member'
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const idIn = (fields: FormCall['fields'], what: Named): string => readId(fields.get('id') ?? '', what)

/** Refuses (`not_found`, `what`) what is no id. */
export function readId(id: string, what: Named): string {
  if (!ID.test(id)) throw new AppError('not_found', what)
  return id
}

export function idsIn(fields: FormCall['fields'], name: string, what: Named): string[] {
  const ids = fields.getAll(name)
  if (!ids.every((id) => ID.test(id))) throw new AppError('not_found', what)
  return ids
}

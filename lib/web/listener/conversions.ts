import { actorOf } from '#lib/access/actor.ts'
import { rememberConversion } from '#lib/conversions/remember-conversion.ts'
import { switchConversion } from '#lib/conversions/switch-conversion.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { MAX_LAYOUT_BYTES } from '#lib/tables/layout.ts'
import { companyForm, idIn } from './company-forms.ts'
import { readJson } from './read-json.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/**
 * POST /api/omvandlingar: keeps how the company's tables are read, as the page of a hand-in was told. `{"tjanst", "layout"}` →
 * `{"id", "version"}`; of a layout that is the newest already, that one.
 */
export async function rememberLayout({ db }: Web, call: Call, { session, employer }: WebCaller): Promise<void> {
  const { tjanst, layout } = await readJson(call, MAX_LAYOUT_BYTES)
  const service = typeof tjanst === 'string' ? serviceById(tjanst) : undefined
  if (!service?.table) throw new AppError('not_found', 'service')
  const at = { db, actor: actorOf(session), now: call.now }
  const { id, version } = await rememberConversion(at, { employerId: employer.employerId, service, layout })
  sendReply(call, { status: 200, json: { id, version } })
}

/** POST /api/foretaget/omvandlingar: `till` is pa or av; on only for somebody who says that they have seen what a file becomes. */
export const switchForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  const to = fields.get('till') === 'pa' ? 'on' : 'off'
  if (to === 'on' && fields.get('sett') !== 'ja') throw new AppError('invalid', 'conversion_unseen')
  await switchConversion(at, { employerId, conversionId: idIn(fields, 'conversion'), to })
  return to === 'on' ? 'omvandling-pa' : 'omvandling-av'
})

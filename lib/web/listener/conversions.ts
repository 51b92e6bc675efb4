import { actorOf } from '#lib/access/actor.ts'
import { rememberConversion } from '#lib/conversions/remember-conversion.ts'
import { switchConversion } from '#lib/conversions/switch-conversion.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { MAX_LAYOUT_BYTES } from '#lib/tables/layout.ts'
import { companyForm, idIn } from './company-forms.ts'
import { requireService } from './order.ts'
import { readJson } from './read-json.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/**
 * POST /api/omvandlingar: keeps how the company's tables are read, as the page of a hand-in was told. `{"tjanst", "arbetsgivare", "layout"}` →
 * `{"id", "version"}`; of a layout that is the newest already, that one.
 */
export async function rememberLayout({ db }: Web, call: Call, caller: WebCaller): Promise<void> {
  const { session, employer } = caller
  const { tjanst, arbetsgivare, layout } = await readJson(call, MAX_LAYOUT_BYTES)
  // The page may be of another company than the one that was chosen since.
  const service = requireService({ service: word(tjanst), employer: word(arbetsgivare) }, caller, call.now)
  if (!service.table) throw new AppError('not_found', 'service')
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

const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import { handInForm } from './hand-in-form.ts'
import { handInRaw } from './hand-in-raw.ts'
import type { Web, WebCall } from './web.ts'

/** POST /api/inlamningar: the file as the body, or a plain form. contracts: "Portal upload". */
export async function handIn(web: Web, call: WebCall): Promise<void> {
  const { headers } = call.request
  requireSameOrigin(headers, web.env.PUBLIC_URL)
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') throw new AppError('unsupported', 'encoding')
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'multipart/form-data') return handInForm(web, call)
  if (type.startsWith('multipart/')) throw new AppError('unsupported')
  return handInRaw(web, call)
}

import { readDigest } from '#lib/door/read-digest.ts'
import { headerOf, requireWholeFile } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { answerUpload } from '#lib/door/tus/answer-upload.ts'
import { AppError } from '#lib/errors.ts'
import { cleanFileName } from '#lib/intake/read-file-name.ts'
import { orderOfPerson, originIn, replacesIn, seenIn } from './order.ts'
import { personSender } from './person-sender.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** Resumable hand-in: /api/uppladdningar, tus 1.0 (contracts: "Portal upload"). A person may continue an upload in a later session. */
export async function answerPortalUpload(web: Web, call: Call, caller: WebCaller): Promise<void> {
  requireWholeFile(call.request.headers)
  await answerUpload(web, call, {
    ...personSender(web, call, caller),
    seen: seenIn(call),
    replaces: replacesIn(call),
    origin: originIn(call),
    order({ tjanst, arbetsgivare, filename, sha256 }) {
      if (filename === undefined || filename === null) throw new AppError('invalid', 'file_name')
      const words = { tjanst, arbetsgivare, fileName: cleanFileName(filename), key: headerOf(call.request, 'idempotency-key') }
      const digest = readDigest({ 'x-sha256': sha256 ?? undefined })
      return { ...orderOfPerson(call, caller, words), declared: { sha256: digest.file } }
    },
  })
}

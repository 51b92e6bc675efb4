import { actorOf } from '#lib/access/actor.ts'
import { readSession } from '#lib/access/read-session.ts'
import type { HandInResult, Sender } from '#lib/door/hand-in.ts'
import { termsAfterCommit } from '#lib/door/kvittens-terms.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { sendReport } from '#lib/door/send-report.ts'
import { historyIn } from '#lib/intake/ask-history.ts'
import { findingsJson } from '#lib/report-files/report-json.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** A person who hands in: answered 201 with the receipt, or 200 with the first one for a repeat. */
export function personSender(web: Web, call: Call, { session, employer }: WebCaller): Sender {
  return {
    employer,
    actor: actorOf(session),
    undoSeconds: web.env.UNDO_S,
    during: (work) => whileLoggedIn(web, call, work),
    // All is asked in the transaction that commits.
    prove: async () => {},
    async answer(result) {
      if (result.kind === 'submitted') await sendReceipt(web, call, { ...result, orgnr: employer.orgnr })
      else sendReport(call, result, result.report)
    },
  }
}

/** An upload is activity, and may last longer than a session may be idle: the session is touched this often. */
const TOUCH_EVERY_MS = 5 * 60_000

/** Keeps the session from ending for want of activity. */
async function whileLoggedIn<T>(web: Web, { request }: Call, work: () => Promise<T>): Promise<T> {
  const touch = setInterval(() => {
    // When it fails, the commit refuses.
    readSession({ db: web.db }, request.headers.cookie).catch(() => {})
  }, TOUCH_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(touch)
  }
}

type SubmittedNow = Extract<HandInResult, { kind: 'submitted' }>

/** Findings from the history in one answer; the submission's report has all. */
const MOST_FINDINGS = 50

async function sendReceipt(
  web: Web,
  call: Call,
  { submission, duplicate, report, orgnr }: SubmittedNow & { orgnr: string },
): Promise<void> {
  const terms = await termsAfterCommit(web, call)
  const kvittens = kvittensOf({ ...terms, submission, orgnr, duplicate }, new Date())
  // What the browser could not know.
  const found = report && !duplicate ? historyIn(report).slice(0, MOST_FINDINGS) : []
  const words = { locale: terms.locale, tjanst: submission.service }
  const json = found.length === 0 ? kvittens : { ...kvittens, findings: findingsJson(found, words) }
  const headers = { Location: `/api/inlamningar/${submission.reference}` }
  sendReply(call, { status: duplicate ? 200 : 201, headers, json })
}

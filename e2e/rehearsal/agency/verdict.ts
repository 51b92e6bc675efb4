import type { ServerResponse } from 'node:http'
import { answerFault, answerXml } from './answer.ts'
import type { Ledger, VerdictEntry } from './ledger.ts'

const APPROVED_AFTER_MS = 2_000
const DISAPPROVED_AFTER_MS = 5_000

/** GET /kvittens/{kvittensID}: what became of the file. */
export function answerVerdict(response: ServerResponse, ledger: Ledger, kvittensId: string): void {
  const entry = ledger.byKvittensId(kvittensId)
  if (entry) answerXml(response, 200, verdictOf(entry))
  else answerFault(response, { status: 404, code: 'OKAND', text: 'Det finns ingen kvittens med det numret' })
}

function verdictOf({ verdict, receivedAt }: VerdictEntry): string {
  const age = Date.now() - Date.parse(receivedAt)
  if (age < (verdict === 'godkand' ? APPROVED_AFTER_MS : DISAPPROVED_AFTER_MS)) return '<besked status="mottagen"></besked>'
  if (verdict === 'godkand') return '<besked status="godkand"></besked>'
  return '<besked status="underkand"><orsak>Filen kunde inte läsas in</orsak></besked>'
}

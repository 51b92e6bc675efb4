import { type HeadsFile, readHeadsFile } from '#lib/audit/heads-file.ts'
import { type BrokenLink, verifyChains } from '#lib/audit/verify-chains.ts'
import { PORTAL_CHAIN } from '#lib/db.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import type { AccountsAdmin } from './admin.ts'
import { AdminFault } from './admin-fault.ts'

const SHOWN = 50

/** `audit verify [FILE]`: 0 when every chain is whole and agrees with the heads that were noted in FILE, else 1. */
export async function verifyAudit(admin: AccountsAdmin, [what, path, ...more]: string[]): Promise<number> {
  const { db, say, write } = admin
  if (what !== 'verify' || more.length > 0) throw new AdminFault('badAudit')
  const file = path === undefined ? undefined : await readNotes(path)
  const { chains, rows, broken } = await verifyChains({ db }, file?.heads)
  for (const link of broken.slice(0, SHOWN)) write(sentenceOf(admin, link))
  if (broken.length > SHOWN) write(say('rest', { count: broken.length - SHOWN }))
  if (file) writeNotes(admin, file)
  write(say(broken.length > 0 ? 'auditBroken' : 'auditWhole', { chains, rows, broken: broken.length }))
  return broken.length > 0 || file?.brokenLine !== undefined ? 1 : 0
}

function writeNotes({ say, write, locale }: AccountsAdmin, { notes, lastAt, brokenLine, heads }: HeadsFile): void {
  if (brokenLine !== undefined) write(say('headsBroken', { line: brokenLine }))
  if (lastAt)
    write(say('headsRead', { notes, heads: heads.length, last: `${longDate(lastAt, locale)} ${clockPhrase(lastAt, locale)}` }))
  else write(say('headsNone'))
}

function sentenceOf({ say }: AccountsAdmin, { chain, seq, kind }: BrokenLink): string {
  return say(`link-${kind}`, { chain: chain === PORTAL_CHAIN ? say('portalChain') : chain, seq })
}

async function readNotes(path: string): Promise<HeadsFile> {
  try {
    return await readHeadsFile(path)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new AdminFault('unreadable', { file: path, reason }, { cause: error })
  }
}

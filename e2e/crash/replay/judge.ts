// Whether a leftover is right: R1, and that no wrong bytes are ever given out, before and after the sweeps of the next start.
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathOf } from '#lib/store/format.ts'
import { sweepMarks } from '#lib/store/marks.ts'
import { openPayload, PayloadDamaged } from '#lib/store/open-payload.ts'
import { sweepPartials } from '#lib/store/sweep-partials.ts'
import { contentsOfFile, type Leftover } from './cuts.ts'
import type { Change } from './disk.ts'

/**
 * `lost`: a row needs the file, and it is not there. `damaged`: a row needs it, and it does not open. `wrong`: it opens, and
 * gives other bytes. `not a store`: it is there, and its folder is no store any more, so that nothing would be sent.
 * `kept`: the database says that its content is gone. `swept`: the next start removes what is needed, or keeps what is not.
 * `epoch`: the store's epoch is ahead of the database's, behind the one it was said to have, or cannot be read.
 */
export type ReplayFault = 'lost' | 'damaged' | 'wrong' | 'not a store' | 'kept' | 'swept' | 'epoch'
export type KnownFiles = { identity: string; bytes: ReadonlyMap<string, Buffer> }

export async function judge(left: Leftover, known: KnownFiles, scratch: string): Promise<ReplayFault | undefined> {
  const need = needOf(left)
  const dir = await layOut(left, scratch)
  try {
    const found = await read(dir, left, known)
    if (found === 'wrong') return 'wrong'
    if (need === 'needed') {
      if (found !== 'whole') return found
      if (!left.isStore) return 'not a store'
    }
    if (need === 'purged' && found !== 'lost') return 'kept'
    return (await isSweptRightly(dir, left, { known, need })) ? undefined : 'swept'
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

type Need = 'needed' | 'purged' | 'not'

/** By what the database knows, and while nobody is writing the same file. */
function needOf({ facts }: Leftover): Need {
  if (facts.lastIndexOf('row') > facts.lastIndexOf('purging')) return 'needed'
  return facts.at(-1) === 'purged' ? 'purged' : 'not'
}

async function layOut({ employerId, sha256, content, marks }: Leftover, scratch: string): Promise<string> {
  const dir = await mkdtemp(join(scratch, 'cut-'))
  await mkdir(join(dir, '.incoming'))
  for (const mark of marks) await writeFile(join(dir, '.incoming', mark), '')
  if (content) {
    await mkdir(join(dir, employerId))
    await writeFile(pathOf(dir, employerId, sha256), content)
  }
  return dir
}

async function read(dir: string, { employerId, sha256 }: Leftover, { identity, bytes }: KnownFiles) {
  const parts: Uint8Array[] = []
  try {
    for await (const part of openPayload({ dir, employerId, sha256, identity })) parts.push(part)
  } catch (error) {
    if (!(error instanceof PayloadDamaged)) throw error
    return (await isThere(pathOf(dir, employerId, sha256))) ? 'damaged' : 'lost'
  }
  return bytes.get(sha256)?.equals(Buffer.concat(parts)) ? 'whole' : 'wrong'
}

async function isSweptRightly(dir: string, left: Leftover, { known, need }: { known: KnownFiles; need: Need }): Promise<boolean> {
  const age = { olderThanMs: 0, now: new Date(Date.now() + 60_000) }
  await sweepPartials(dir, age)
  await sweepMarks(dir, age, async (_mark, remove) => {
    if (need !== 'needed') await remove()
  })
  const found = await read(dir, left, known)
  if (need === 'needed') return found === 'whole'
  return left.marks.length === 0 || found === 'lost'
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** Whether what is left of the store's epoch may be taken for a restore, or hide one. */
export function judgeEpoch(changes: readonly Change[]): ReplayFault | undefined {
  const last = (kind: 'begun' | 'kept') =>
    changes.reduce((found, change) => (change.do === 'epoch' && change.kind === kind ? change.epoch : found), 0)
  const isRight = (content: string | null) => {
    if (content === null) return last('kept') === 0
    return /^\d+\n$/.test(content) && Number(content) <= last('begun') && Number(content) >= last('kept')
  }
  return contentsOfFile(changes, '.kvittens-epoch').every(isRight) ? undefined : 'epoch'
}

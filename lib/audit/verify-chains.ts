// The audit trail, read: whether its chains are whole (this file), their heads in a file outside the database (heads-file.ts,
// note-heads.ts), what a company sees of its own (read-log.ts). Called by web's page, relay and the operator's command.
// Not here: appending to it (appendAudit in lib/db.ts, append_audit in the database).

import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import { type Db, inTransaction } from '#lib/db.ts'

/** A head that was noted outside the database; `hash` is hex. */
export type NotedHead = { chain: string; seq: number; hash: string }

/**
 * The first fault of a chain. `gap`: rows before this one are missing. `link`: it does not follow the row before it (swapped,
 * inserted or renumbered). `content`: what stands in it is not what was written. `head`: the last row is not the one that the
 * database has noted as the last. `noted`: it is not what was noted outside the database, or is not there.
 */
export type BrokenLink = { chain: string; seq: number; kind: 'gap' | 'link' | 'content' | 'head' | 'noted' }
export type VerifiedChains = { chains: number; rows: number; broken: BrokenLink[] }

type Row = { chain: string; seq: string; prev: Buffer; hash: Buffer; content: string }
type Head = { chain: string; seq: string; hash: Buffer }

const AT_ONCE = 5_000

/** Reads every row once, in one snapshot. The hashes are made here: nothing of what the database would say of them is believed. */
export async function verifyChains({ db }: { db: Pick<Db, 'pool'> }, noted: readonly NotedHead[] = []): Promise<VerifiedChains> {
  return inTransaction(db, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows: heads } = await client.query<Head>('SELECT chain, seq, hash FROM audit_head')
    const check = openCheck(heads, noted)
    await client.query(`DECLARE links NO SCROLL CURSOR FOR ${LINKS}`)
    for (;;) {
      const batch = await nextRows(client)
      for (const row of batch) check.add(row)
      if (batch.length < AT_ONCE) return check.finish()
    }
  })
}

/** As append_audit writes it, before it is hashed. */
const LINKS = `
SELECT chain, seq, prev, hash,
  jsonb_build_array(seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, action, object, detail)::text AS content
FROM audit ORDER BY chain, seq`

const nextRows = async (client: PoolClient): Promise<Row[]> => (await client.query<Row>(`FETCH ${AT_ONCE} FROM links`)).rows

function openCheck(heads: readonly Head[], noted: readonly NotedHead[]) {
  const headOf = new Map(heads.map((head) => [head.chain, head]))
  const notedIn = Map.groupBy(noted, ({ chain }) => chain)
  const broken = new Map<string, BrokenLink>()
  let [rows, chains] = [0, 0]
  let last: { chain: string; seq: number; hash: Buffer } | undefined

  const report = (link: BrokenLink) => {
    const known = broken.get(link.chain)
    if (!known || known.seq > link.seq) broken.set(link.chain, link)
  }
  const endChain = (chain: string, seq: number, hash: Buffer) => {
    const head = headOf.get(chain)
    headOf.delete(chain)
    if (!head || Number(head.seq) !== seq || !head.hash.equals(hash)) report({ chain, seq: seq + 1, kind: 'head' })
    for (const { seq: missing } of notedIn.get(chain) ?? []) report({ chain, seq: missing, kind: 'noted' })
    notedIn.delete(chain)
  }
  return {
    add({ chain, seq: text, prev, hash, content }: Row) {
      rows++
      const seq = Number(text)
      if (last && last.chain !== chain) endChain(last.chain, last.seq, last.hash)
      const before = last?.chain === chain ? last : { seq: 0, hash: Buffer.alloc(0) }
      if (before.seq === 0) chains++
      if (seq !== before.seq + 1) report({ chain, seq, kind: 'gap' })
      else if (!prev.equals(before.hash)) report({ chain, seq, kind: 'link' })
      if (!createHash('sha256').update(prev).update(content).digest().equals(hash)) report({ chain, seq, kind: 'content' })
      const here = notedIn.get(chain)
      if (here?.some((head) => head.seq === seq)) {
        if (here.some((head) => head.seq === seq && head.hash !== hash.toString('hex'))) report({ chain, seq, kind: 'noted' })
        notedIn.set(
          chain,
          here.filter((head) => head.seq !== seq),
        )
      }
      last = { chain, seq, hash }
    },
    finish(): VerifiedChains {
      if (last) endChain(last.chain, last.seq, last.hash)
      // Chains of which no row is left.
      for (const { chain, seq } of [...headOf.values()]) if (Number(seq) > 0) report({ chain, seq: 1, kind: 'head' })
      for (const [chain, rest] of notedIn) for (const { seq } of rest) report({ chain, seq, kind: 'noted' })
      return { chains, rows, broken: [...broken.values()] }
    },
  }
}

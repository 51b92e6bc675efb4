import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder, writeDurably } from '../durable.ts'
import type { Agent } from './agent.ts'
import type { JournalEntry } from './journal-state.ts'

/** Moves a decided file to its folder and writes its receipt. Safe to repeat after a kill at any point. */
export async function fileEntry({ folders, journal, clock }: Agent, entry: JournalEntry): Promise<void> {
  const { outcome, as, id } = entry
  if (!outcome) throw new Error('nothing has been decided about the file')
  const target = outcome.kind === 'stopped' ? folders.fel : folders.skickade
  if (outcome.kind === 'received') await writeReceipt(folders.kvittenser, as, entry.kvittens ?? '{}')
  if (outcome.kind === 'repeat') {
    const first = JSON.parse(journal.entries.get(outcome.of)?.kvittens ?? '{}') as object
    await writeReceipt(folders.kvittenser, as, JSON.stringify({ ...first, dubblett: true }))
  }
  const from = join(folders.skickas, as)
  if (existsSync(from)) {
    renameSync(from, join(target, as))
    for (const folder of [target, folders.skickas]) await syncFolder(folder)
  }
  journal.write({ kind: 'filed', id, at: clock.now().toISOString() })
}

/** `kvittens` is the gateway's JSON. */
export function writeReceipt(folder: string, as: string, kvittens: string): Promise<void> {
  return writeDurably(join(folder, `${as}.kvittens.json`), `${JSON.stringify(JSON.parse(kvittens), null, 2)}\n`)
}

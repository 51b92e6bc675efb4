import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, parse } from 'node:path'
import { stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { syncFolder } from '../durable.ts'
import { hashFile } from '../hash-file.ts'
import type { Agent } from './agent.ts'
import { findFinished } from './find-finished.ts'
import { tellLeft } from './tell-left.ts'

/**
 * Moves finished files to `skickas`, then writes each file there into the journal with its own idempotency key. In this order
 * a kill between any two steps leaves a file that the next start finds.
 */
export async function takeFiles(agent: Agent): Promise<void> {
  await moveFinished(agent)
  const known = new Set([...agent.journal.entries.values()].filter(({ filed }) => !filed).map((entry) => entry.as))
  const { skickas } = agent.folders
  const waiting = readdirSync(skickas, { withFileTypes: true }).filter((entry) => entry.isFile())
  for (const { name } of waiting.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (known.has(name)) continue
    const as = masked(agent, name) === name ? name : freeName(agent, masked(agent, name))
    if (as !== name) renameSync(join(skickas, name), join(skickas, as))
    await register(agent, as)
  }
}

async function moveFinished(agent: Agent): Promise<void> {
  const { root, skickas } = agent.folders
  const { klar, service } = agent.settings()
  const now = agent.clock.elapsed()
  const { snapshot, finished, left } = findFinished(root, {
    ...{ before: agent.snapshot, now, marking: klar ? 'marked' : 'unmarked', fixed: serviceById(service)?.fixed ?? null },
    settled: ({ changedAt, since }) => (agent.once ? agent.clock.now().getTime() - changedAt : now - since),
  })
  agent.snapshot = snapshot
  tellLeft(agent, left)
  for (const name of finished) {
    try {
      renameSync(join(root, name), join(skickas, freeName(agent, masked(agent, name))))
    } catch (error) {
      // Windows does not move an open file: it is not finished then.
      if (isBusy(error)) continue
      throw error
    }
    if (klar) rmSync(join(root, `${name}.klar`), { force: true })
    agent.snapshot.delete(name)
  }
  if (finished.length > 0) for (const folder of [skickas, root]) await syncFolder(folder)
}

const isBusy = (error: unknown) =>
  error instanceof Error && 'code' in error && ['EBUSY', 'EPERM', 'EACCES', 'ENOENT'].includes(String(error.code))

/** A file that was `gone` and has come back keeps its key, since it may have arrived under it. */
async function register({ folders, journal, settings, clock }: Agent, as: string): Promise<void> {
  const { sha256, bytes } = await hashFile(join(folders.skickas, as))
  const { url, service, employer } = settings()
  const to = [url.host, service, ...(employer === undefined ? [] : [employer])].join('/')
  const lost = [...journal.entries.values()].find((e) => e.outcome?.kind === 'gone' && e.sha256 === sha256 && e.to === to)
  const key = lost?.key ?? randomUUID()
  journal.write({ kind: 'taken', id: randomUUID(), at: clock.now().toISOString(), name: as, as, sha256, bytes, to, key })
}

/** A personnummer in a file's name goes no further than the folder that the file was put in: not into logs, receipts or addresses. */
const masked = ({ clock }: Agent, name: string): string => maskFileName(name, stockholmDay(clock.now()))

/** `sjuk.xml`, or `sjuk (2).xml` where one of the folders has that name: nothing is overwritten. */
function freeName({ folders: { skickas, skickade, fel, kvittenser } }: Agent, name: string): string {
  const isTaken = (as: string) =>
    [join(skickas, as), join(skickade, as), join(fel, as), join(kvittenser, `${as}.kvittens.json`)].some((path) =>
      existsSync(path),
    )
  const { name: stem, ext } = parse(name)
  for (let number = 1; ; number++) {
    const as = number === 1 ? name : `${stem} (${number})${ext}`
    if (!isTaken(as)) return as
  }
}

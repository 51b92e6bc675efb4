import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import { tableDate, clock as timeOfDay } from '#lib/text/format-time.ts'
import type { Clock, Folders } from './agent.ts'

/** Bytes after which the log is renamed to kvittens.logg.1 and begun again. */
const LONGEST_LOG = 5_000_000

/** Writes each line to stdout and to kvittens.logg in the folder, since a scheduled task has no terminal. */
export function openAgentLog({ root }: Folders, { now }: Clock, write: (text: string) => void): (text: string) => void {
  const file = join(root, 'kvittens.logg')
  return (text) => {
    const at = now()
    const line = `${tableDate(at)} ${timeOfDay(at, 'en')}  ${text}\n`
    write(line)
    try {
      if (existsSync(file) && statSync(file).size > LONGEST_LOG) renameSync(file, `${file}.1`)
      appendFileSync(file, line)
    } catch (error) {
      // A log that cannot be written does not stop the agent; the line has gone to stdout.
      if (!isDiskError(error)) throw error
    }
  }
}

/** A file name for the log: masked, control characters replaced. */
export function nameInLog(name: string, now: Date): string {
  return maskFileName(name, stockholmDay(now)).replace(/[\p{Cc}\p{Cf}]/gu, '?')
}

/** An error of the file system, as ENOSPC or EHOSTDOWN. */
export const isDiskError = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code)

import { stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import { clockPhrase, tableDate } from '#lib/text/format-time.ts'
import { statusTexts } from '#lib/text/status.ts'
import { exitOf } from './command.ts'
import type { KvittensAnswer } from './connection/shapes.ts'
import type { CliMessages } from './messages.ts'

/** A submission on one line: where it stands, FK's id, and what to do where it waits. */
export function kvittensLine(kvittens: KvittensAnswer, { say, locale }: CliMessages): string {
  const { referens, status, filnamn, mottagen, kvittensID, avgjord, ersattAv, attGora } = kvittens
  const at = new Date(mottagen)
  const words: Readonly<Record<string, string>> = statusTexts[locale].word
  const when = `${tableDate(at)} ${clockPhrase(at, locale)}`
  const file = maskFileName(filnamn, stockholmDay(at))
  return [
    say('stands', { reference: referens, status: words[status] ?? status, file, when }),
    ...(kvittensID === null ? [] : [say('kvittensId', { id: kvittensID })]),
    ...(avgjord ? [say('settledByPerson')] : []),
    ...(ersattAv ? [say('replacedBy', { reference: ersattAv })] : []),
    ...(attGora ? [attGora] : []),
  ].join(' ')
}

/** 1 where a person must act: it waits, or FK has not approved it and nothing was handed in instead. */
export function kvittensExit({ status, ersattAv }: KvittensAnswer): number {
  return exitOf(status === 'vantar' || (status === 'underkand' && !ersattAv) ? 'stopped' : 'done')
}

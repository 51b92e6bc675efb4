import type { useTranslations } from 'next-intl'
import type { Report } from '#lib/checking/report.ts'

/** `t`: of `send.verdict`. */
type StoppedSentenceInput = { checkOnly: boolean; t: ReturnType<typeof useTranslations<'send.verdict'>> }

/** How many faults a file has that cannot be sent, and how many remarks beside them. */
export function stoppedSentence(
  { stop, varning }: Pick<Report, 'stop' | 'varning'>,
  { checkOnly, t }: StoppedSentenceInput,
): string {
  const faults = t(checkOnly ? 'stoppedCheckOnly' : 'stopped', { count: stop })
  return varning > 0 ? `${faults} ${t('also', { count: varning })}` : faults
}

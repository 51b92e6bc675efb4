import { useTranslations } from 'next-intl'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { stateInList } from './state-in-list.ts'

/** The state of a submission in a list. */
export function StateWord({ row }: { row: Parameters<typeof stateInList>[0] }) {
  const t = useTranslations('submissions.short')
  const { tone, word, ended } = stateInList(row)
  const state = t(word)
  return <StatusDot tone={tone}>{ended ? t(ended, { state, reference: row.replacement?.reference ?? '' }) : state}</StatusDot>
}

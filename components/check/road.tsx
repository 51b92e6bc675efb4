'use client'
import { useTranslations } from 'next-intl'
import type { SendStage } from '#components/send/send-part.tsx'
import { Steps } from '#components/ui/steps.tsx'
import type { CheckState } from './use-check.ts'

/** How far a file has come. One with faults is chosen and has not passed the check. */
export function Road({ state, stage }: { state: CheckState; stage: SendStage }) {
  const t = useTranslations('send.steps')
  const done = useTranslations('common.steps')
  return (
    <Steps
      label={t('label')}
      steps={[t('file'), t('check'), t('send'), t('receipt')]}
      current={stepOf(state, stage)}
      doneText={done('done')}
    />
  )
}

function stepOf(state: CheckState, stage: SendStage): number {
  if (state.kind === 'checking') return 1
  if (state.kind !== 'checked') return 0
  return state.report.stop > 0 || stage === 'refused' ? 1 : 2
}

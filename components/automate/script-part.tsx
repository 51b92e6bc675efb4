import { useTranslations } from 'next-intl'
import { Heading } from '#components/ui/heading.tsx'
import { Command } from './command.tsx'
import type { CurlPlace, Shell } from './curl-call.ts'
import { writeScript } from './write-script.ts'

/** A script to save, and how to run it by the clock. */
export function ScriptPart({ place, shell }: { place: CurlPlace; shell: Shell }) {
  const t = useTranslations('automate.script')
  const { name, text, schedule } = writeScript(shell, place, t('comment'))
  return (
    <>
      <p className="max-w-text">{t('lead', { name })}</p>
      <Command shell={shell} what="script" text={text} />
      <Heading level={3}>{t('schedule')}</Heading>
      <p>{t(`scheduleText.${shell}`)}</p>
      <Command shell={shell} what="schedule" text={schedule} />
    </>
  )
}

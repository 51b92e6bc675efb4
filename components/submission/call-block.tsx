import { useLocale, useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { FK_PARTNER_PHONE } from '#lib/text/fk-contact.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import { milestonesOf } from './events.ts'

/** Exactly the three things Försäkringskassan's guide says a fault report must hold (chapter Support). */
export function CallBlock({ submission }: { submission: FoundSubmission }) {
  const t = useTranslations('submissions.page')
  const common = useTranslations('common.copy')
  const locale = useLocale()
  const { way, channel, kvittensId, reference, attempts, submittedAt, state } = submission
  const deliveredAt = milestonesOf(state).find(({ kind }) => kind === 'delivered')?.at
  const at = deliveredAt ?? attempts.at(-1)?.openedAt ?? submittedAt
  const three = [
    { term: t('callWay'), text: t(`${way === 'browser' ? 'callWays' : 'callWaysMachine'}.${channel}`) },
    { term: t('callTime'), text: `${longDate(at, locale)} ${clockPhrase(at, locale)}` },
    { term: t('callId'), text: kvittensId ?? t('callNoId', { reference }) },
  ]
  return (
    <div className="grid gap-4 rounded-card bg-surface p-5 sm:p-6 print:p-0">
      <p>
        {t.rich('callTo', { phone: FK_PARTNER_PHONE, link: (number) => <TextLink href="tel:+46771179000">{number}</TextLink> })}
      </p>
      <DefinitionList rows={three} />
      <CopyButton
        text={three.map(({ term, text }) => `${term}: ${text}`).join('\n')}
        label={t('copy', { thing: t('copyCall') })}
        done={common('done')}
        failed={common('failed')}
      />
    </div>
  )
}

import { useLocale, useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { FkPhone } from '#components/ui/fk-phone.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import { spellReference } from '#lib/text/spelling.ts'
import { milestonesOf } from './events.ts'

/**
 * The three things that Försäkringskassan's guide says a fault report must hold (chapter Support), of which the third is what they can
 * look a file up by: their kvittensID, and the message id that it was sent under. The portal's reference is none of them, so it is not
 * there where the person is to call them now.
 */
export function CallBlock({ submission, mustCall }: { submission: FoundSubmission; mustCall: boolean }) {
  const t = useTranslations('submissions.page')
  const common = useTranslations('common.copy')
  const locale = useLocale()
  const { way, channel, kvittensId, messageId, reference, attempts, submittedAt, state } = submission
  const deliveredAt = milestonesOf(state).find(({ kind }) => kind === 'delivered')?.at
  const at = deliveredAt ?? attempts.at(-1)?.lastOpenedAt ?? submittedAt
  const idOfFk = state.kind === 'disputed' ? state.kvittensId : kvittensId
  // Nothing was sent by this row: a restore may have forgotten the one by which it was.
  const isForgotten = state.kind === 'held' && state.reason === 'unknown'
  const told = [
    { term: t('callWay'), text: t(`${way === 'browser' ? 'callWays' : 'callWaysMachine'}.${channel}`) },
    { term: t('callTime'), text: `${longDate(at, locale)} ${clockPhrase(at, locale)}` },
    { term: t('callId'), text: idOfFk ?? t('callNoId') },
    { term: t('callMessageId'), text: attempts.length > 0 ? messageId : t(isForgotten ? 'callForgotten' : 'callNotSent') },
  ]
  return (
    <div className="grid gap-4">
      <p>{t.rich('callTo', { phone: () => <FkPhone /> })}</p>
      <DefinitionList rows={told} />
      <CopyButton
        text={told.map(({ term, text }) => `${term}: ${text}`).join('\n')}
        label={t('copy', { thing: t('copyCall') })}
        done={common('done')}
        failed={common('failed')}
      />
      {!mustCall && (
        <p className="text-muted">
          {t('callReference', { reference })} {t('say')}: {spellReference(reference, locale)}
        </p>
      )}
    </div>
  )
}

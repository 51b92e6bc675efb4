import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type FormRefusal, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { CONTROL } from '#components/ui/control-look.ts'
import { FormField } from '#components/ui/form-field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { DeskCase } from '#lib/joining/desk/read-case.ts'
import { LIMITS } from '#lib/limits.ts'
import { unverifiedIn } from './case-signatures.tsx'
import { SeenVersion } from './paper-part.tsx'

/** The id of the field that made the form refused, if there is one. */
export const decisionFieldOf = (reason: string | undefined): string | undefined =>
  reason === 'decision_reason' || reason === 'decision_reason_long' ? 'skal' : undefined

type Props = {
  found: DeskCase
  personId: string
  paperDays: number
  refused: FormRefusal | undefined
  /** The reason as it was typed. */
  typed: string | undefined
}

/** What this operator may decide about the application. */
export function DecisionForms({ found, personId, paperDays, refused, typed }: Props) {
  const t = useTranslations('desk.decide')
  const { state } = found
  if (state !== 'submitted' && state !== 'reviewing') return null
  const isFaulty = refused && decisionFieldOf(refused.reason)
  return (
    <Section id="beslut" title={t('title')}>
      {state === 'submitted' && (
        <DecisionForm found={found}>
          <Button kind="secondary" name="beslut" value="granska">
            {t('review')}
          </Button>
        </DecisionForm>
      )}
      <Section id="godkann" level={3} title={t('approveTitle')}>
        {unverifiedIn(found).length > 0 ? (
          <p>{t('unverified')}</p>
        ) : (
          <Approve found={found} personId={personId} paperDays={paperDays} />
        )}
      </Section>
      <Section id="annat" level={3} title={t('otherTitle')}>
        <DecisionForm found={found}>
          <FormField
            id="skal"
            label={t('reason')}
            hint={t('reasonHint')}
            error={isFaulty && refused && <RefusalSentence refused={refused} />}
          >
            {(control) => (
              <textarea
                {...control}
                name="skal"
                rows={4}
                maxLength={LIMITS.decisionReasonCharacters}
                className={`${CONTROL} w-full`}
                defaultValue={typed}
              />
            )}
          </FormField>
          <div className="flex flex-wrap gap-3">
            <Button kind="secondary" name="beslut" value="komplettera">
              {t('return')}
            </Button>
            <Button kind="secondary" name="beslut" value="avsla">
              {t('decline')}
            </Button>
          </div>
        </DecisionForm>
      </Section>
    </Section>
  )
}

/** What approving does, and the button, or whom it waits for. */
function Approve({ found, personId, paperDays }: Pick<Props, 'found' | 'personId' | 'paperDays'>) {
  const t = useTranslations('desk.decide')
  const format = useFormatter()
  const { reference, kind, approvedBy, takesEffectAt, isOnPaper } = found
  const mine = approvedBy.includes(personId)
  const day = takesEffectAt && format.dateTime(takesEffectAt, { dateStyle: 'long', timeZone: 'Europe/Stockholm' })
  return (
    <>
      {kind === 'join' && <p>{t('join')}</p>}
      {kind === 'administrators' && <p>{t('administrators')}</p>}
      {kind === 'administrators' && found.document?.content.replaces && <p>{t('replaces')}</p>}
      {isOnPaper && (
        <p>
          {t('paper', { days: paperDays })} <TextLink href={`/drift/anslutningar/${reference}/brev`}>{t('letter')}</TextLink>
        </p>
      )}
      {day ? (
        <Notice tone="info" level={4} title={t('waitEffect', { date: day })} />
      ) : mine ? (
        <Notice tone="info" level={4} title={t('waitSecond')} />
      ) : (
        <>
          {approvedBy.length > 0 && <p>{t('first')}</p>}
          <DecisionForm found={found}>
            <Button name="beslut" value="godkann">
              {t('approve', { reference })}
            </Button>
          </DecisionForm>
        </>
      )}
    </>
  )
}

/** A form about the application as the page shows it. */
function DecisionForm({ found, children }: { found: DeskCase; children: ReactNode }) {
  const { reference } = found
  return (
    <form method="post" action={`/api/drift/anslutningar/${reference}/beslut`} className="grid justify-items-start gap-4">
      <SeenVersion found={found} />
      {children}
    </form>
  )
}

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FieldFault } from '#lib/joining/find-faults.ts'
import { SignedText } from './signed-text.tsx'

type Props = { reference: string; faults: FieldFault[]; text: string; translation: string | undefined; back: string }

/** The last step: what is missing, or the page that is signed and the two ways to sign it. */
export function ReviewPart({ reference, faults, text, translation, back }: Props) {
  const t = useTranslations('joiningPages')
  const words = useTranslations('joining')
  const action = `/api/anslut/${reference}/skicka`
  const isOnPaper = faults.every(({ fault }) => fault === 'number' || fault === 'unverified')
  return (
    <>
      {faults.length > 0 && (
        <Notice tone="warning" title={t('review.missing')}>
          <ul className="grid gap-2">
            {faults.map(({ step, field, fault }) => (
              <li key={field}>
                {words(`steps.${step}`)}: {t(`fault.${fault}`)}{' '}
                <TextLink href={`/anslut/${reference}/${step}?visa=fel#${field}`}>
                  {t('review.go', { step: words(`steps.${step}`) })}
                </TextLink>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <SignedText lead={t('review.lead')} text={text} translation={translation} />
      {faults.length === 0 && (
        <form method="post" action={action} className="grid justify-items-start gap-3">
          <p>{t('review.askText')}</p>
          <Button size="large">{t('review.ask')}</Button>
        </form>
      )}
      {isOnPaper && (
        <Section id="papper" title={t('review.paper')}>
          <form method="post" action={action} className="grid justify-items-start gap-3">
            <input type="hidden" name="satt" value="papper" />
            <p>{t('review.paperText')}</p>
            <Button kind="secondary">{t('review.paper')}</Button>
          </form>
        </Section>
      )}
      <p>
        <TextLink href={back}>{t('steps.back')}</TextLink>
      </p>
    </>
  )
}

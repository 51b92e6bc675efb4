import { useTranslations } from 'next-intl'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

/** How a company gets another administrator, and what to do when none is left. */
export function HandOver() {
  const t = useTranslations('people.handOver')
  return (
    <Section id="byte" title={t('title')}>
      <ol className="grid max-w-text list-decimal gap-2 pl-6">
        <li>{t('steps.invite')}</li>
        <li>{t('steps.accept')}</li>
        <li>{t('steps.leave')}</li>
      </ol>
      <p className="max-w-text">
        {t('none')} <TextLink href="/anslut">{t('join')}</TextLink>
      </p>
    </Section>
  )
}

import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { DescriptionFrame } from '#components/docs/description-frame.tsx'
import { Downloads } from '#components/docs/downloads.tsx'
import { PartFields } from '#components/docs/part-fields.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { webEnv } from '#lib/env.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { serviceText } from '#lib/text/services.ts'
import { describedTitle } from '../described-title.ts'
import { knownService } from '../known-service.ts'

type Props = { params: Promise<{ tjanst: string }> }

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => describedTitle(await knownService(params), 'falt')

export default async function DescriptionPage({ params }: Props) {
  const service = await knownService(params)
  const t = await getTranslations('docs')
  const size = formatSize(Math.min(service.maxBytes, webEnv().MAX_BYTES), await getLocale())
  return (
    <DescriptionFrame service={service} part="falt">
      <div className="grid max-w-doing gap-4">
        <Notice tone="info" title={t('ownTitle')}>
          <p>{t(`own.${serviceText(service.id)}`)}</p>
        </Notice>
        <p>{t('limits', { size, cases: service.maxCases })}</p>
      </div>
      <Section id="ladda-ner" title={t('downloads.title')} action={<TryLink text={t('try')} />}>
        <Downloads service={service} />
      </Section>
      <Section id="uppgifter" title={t('fields.title')}>
        <p>{t('fields.lead')}</p>
        <div className="grid gap-8">
          <PartFields part={service.root} />
        </div>
      </Section>
    </DescriptionFrame>
  )
}

function TryLink({ text }: { text: string }) {
  return (
    <LinkButton kind="secondary" size="small" href="/prova">
      {text}
    </LinkButton>
  )
}

import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Downloads } from '#components/docs/downloads.tsx'
import { FixedPart, TablePart, XmlPart } from '#components/docs/file-formats.tsx'
import { PartFields } from '#components/docs/part-fields.tsx'
import { RuleList } from '#components/docs/rule-list.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { webEnv } from '#lib/env.ts'
import { makeSample } from '#lib/samples/samples.ts'
import { FIXED, type Service } from '#lib/services/description.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { serviceText } from '#lib/text/services.ts'
import { describedRules } from '../described-rules.ts'
import { knownService } from '../known-service.ts'

type Props = { params: Promise<{ tjanst: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await knownService(params)
  const t = await getTranslations('services.name')
  return { title: t(serviceText(id)) }
}

export default async function DescriptionPage({ params }: Props) {
  const service = await knownService(params)
  const { id, version, fixed, table, root } = service
  const t = await getTranslations('docs')
  const words = await getTranslations('services')
  const locale = await getLocale()
  const now = new Date()
  const size = formatSize(Math.min(service.maxBytes, webEnv().MAX_BYTES), locale)
  return (
    <Page
      width="wide"
      before={
        <Breadcrumb
          label={t('trail')}
          trail={[{ text: t('title'), href: '/postbeskrivningar' }]}
          here={words(`name.${serviceText(id)}`)}
        />
      }
    >
      <PageTitle over={t('over', { version })} lead={words(`takes.${serviceText(id)}`)}>
        {words(`name.${serviceText(id)}`)}
      </PageTitle>
      <div className="grid max-w-doing gap-4">
        <Notice tone="info" title={t('ownTitle')}>
          <p>{t(`own.${serviceText(id)}`)}</p>
        </Notice>
        <p>{t('limits', { size, cases: service.maxCases })}</p>
      </div>
      <OnThisPage service={service} />
      <Section id="ladda-ner" title={t('downloads.title')} action={<TryLink text={t('try')} />}>
        <Downloads service={service} />
      </Section>
      <Section id="uppgifter" title={t('fields.title')}>
        <p>{t('fields.lead')}</p>
        <div className="grid gap-8 *:min-w-0">
          <PartFields part={root} />
        </div>
      </Section>
      <Section id="xml" title={t('xml.title')}>
        <XmlPart service={service} example={exampleOf(service, 'xml', now)} />
      </Section>
      {fixed && (
        <Section id="fasta" title={t('fixed.title')}>
          <FixedPart service={service} fixed={fixed} example={exampleOf(service, FIXED, now)} />
        </Section>
      )}
      {table && (
        <Section id="tabell" title={t('table.title')}>
          <TablePart table={table} />
        </Section>
      )}
      <Section id="regler" title={t('rules.title')}>
        <p className="max-w-text">{t('rules.lead')}</p>
        <RuleList serviceId={id} rules={describedRules(service, locale, now)} />
      </Section>
    </Page>
  )
}

async function OnThisPage({ service }: { service: Service }) {
  const t = await getTranslations('docs')
  const parts = [
    { id: 'ladda-ner', text: t('downloads.title') },
    { id: 'uppgifter', text: t('fields.title') },
    { id: 'xml', text: t('xml.title') },
    ...(service.fixed ? [{ id: 'fasta', text: t('fixed.title') }] : []),
    ...(service.table ? [{ id: 'tabell', text: t('table.title') }] : []),
    { id: 'regler', text: t('rules.title') },
  ]
  return (
    <nav aria-label={t('on')} className="print:hidden">
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {parts.map(({ id, text }) => (
          <li key={id}>
            <TextLink href={`#${id}`}>{text}</TextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function TryLink({ text }: { text: string }) {
  return (
    <LinkButton kind="secondary" size="small" href="/prova">
      {text}
    </LinkButton>
  )
}

function exampleOf(service: Service, format: 'xml' | typeof FIXED, now: Date): string {
  const bytes = makeSample(service, { code: null, format }, now)
  return new TextDecoder(format === 'xml' ? 'utf-8' : 'windows-1252').decode(bytes)
}

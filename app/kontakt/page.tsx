import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { FkPhone } from '#components/ui/fk-phone.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { webEnv } from '#lib/env.ts'
import { FK_SHS_EMAIL } from '#lib/text/fk-contact.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('about.contact')

export default async function ContactPage() {
  const t = await getTranslations('about.contact')
  const operator = await operatorRows()
  return (
    <Page width="text">
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <Section id="portalen" title={t('portal.title')}>
        <p>{t(operator.length > 0 ? 'portal.text' : 'portal.unknown')}</p>
        {operator.length > 0 && <DefinitionList rows={operator} />}
      </Section>
      <Section id="fk" title={t('fk.title')}>
        <p>{t.rich('fk.text', { phone: () => <FkPhone /> })}</p>
        <ul className="grid list-disc gap-1 pl-5">
          <li>{t('fk.way')}</li>
          <li>{t('fk.when')}</li>
          <li>{t('fk.id')}</li>
        </ul>
        <p>{t('fk.where')}</p>
      </Section>
      <Section id="behorighet" title={t('access.title')}>
        <p>{t('access.text')}</p>
      </Section>
      <Section id="shs" title={t('technical.title')}>
        <p>{t.rich('technical.text', { email: () => <TextLink href={`mailto:${FK_SHS_EMAIL}`}>{FK_SHS_EMAIL}</TextLink> })}</p>
      </Section>
    </Page>
  )
}

async function operatorRows() {
  const t = await getTranslations('about.contact.portal')
  const { CONTACT_NAME, CONTACT_EMAIL, CONTACT_PHONE } = webEnv()
  return [
    ...(CONTACT_NAME ? [{ term: t('operator'), text: CONTACT_NAME }] : []),
    ...(CONTACT_EMAIL ? [{ term: t('email'), text: <TextLink href={`mailto:${CONTACT_EMAIL}`}>{CONTACT_EMAIL}</TextLink> }] : []),
    ...(CONTACT_PHONE ? [{ term: t('phone'), text: CONTACT_PHONE }] : []),
  ]
}

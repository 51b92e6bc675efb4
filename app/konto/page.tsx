import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { mailFieldOf, OwnMailPart } from '#components/account/own-mail.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { actorOf } from '#lib/access/actor.ts'
import { readAccount } from '#lib/access/read-account.ts'
import { readOwnMail } from '#lib/access/verify-mail.ts'
import { readMailDone } from '#lib/text/own-mail.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { requireSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('myAccount')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AccountPage({ searchParams }: Props) {
  const session = await requireSession('/konto')
  const query = await searchParams
  const { refused, kept } = await sentBack('/konto', query)
  const t = await getTranslations('myAccount')
  const context = { db: webDb(), actor: actorOf(session), now: new Date() }
  const { name, personMasked } = await readAccount(context)
  const mail = await readOwnMail(context)
  return (
    <Page>
      {refused && <RefusalNotice refused={refused} field={mailFieldOf(refused)} />}
      <PageTitle over={name} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <p>{t('who', { masked: personMasked })}</p>
      <Section id="adress" title={t('mail')}>
        <p>{t('mailWhy')}</p>
        <OwnMailPart mail={mail} next="/konto" done={readMailDone(query.klart)} refused={refused} typed={kept?.fields.epost} />
      </Section>
    </Page>
  )
}

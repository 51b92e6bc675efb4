import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { ClientText } from '#components/layout/client-text.tsx'
import { PrintButton } from '#components/submission/print-button.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { DAY_MS } from '#lib/calendar.ts'
import { webEnv } from '#lib/env.ts'
import { readCase } from '#lib/joining/desk/read-case.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { webKeeping } from '#lib/web/pages/keeping.ts'
import { operatorPage, pageOrNone } from '#lib/web/pages/operator-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'

type Props = { params: Promise<{ reference: string }> }

export const generateMetadata = (): Promise<Metadata> => pageTitle('desk.letter')

/** The letter to the employer whose application came on paper: to print and to post. */
export default async function LetterPage({ params }: Props) {
  const { reference } = await params
  const path = `/drift/anslutningar/${reference}`
  const actor = await operatorPage(`${path}/brev`)
  const now = new Date()
  const { document, takesEffectAt } = await pageOrNone(() =>
    readCase({ db: webDb(), actor, now }, { reference, keeping: webKeeping() }),
  )
  if (!document) notFound()
  const t = await getTranslations('desk')
  const format = await getFormatter()
  const { CONTACT_NAME, CONTACT_PHONE, CONTACT_EMAIL, PAPER_DELAY_DAYS } = webEnv()
  const { employer, administrators } = document.content
  const day = takesEffectAt ?? new Date(now.getTime() + PAPER_DELAY_DAYS * DAY_MS)
  const contact = [CONTACT_NAME, CONTACT_PHONE, CONTACT_EMAIL].filter(Boolean).join(', ')
  return (
    <Page
      before={
        <Breadcrumb
          label={t('title')}
          trail={[
            { text: t('queue.title'), href: '/drift/anslutningar' },
            { text: reference, href: path },
          ]}
          here={t('letter.title')}
        />
      }
    >
      <div className="print:hidden">
        <PageTitle lead={t('letter.lead')}>{t('letter.title')}</PageTitle>
        <ClientText topics={['submissions']}>
          <PrintButton />
        </ClientText>
      </div>
      <article className="grid gap-4">
        <address className="whitespace-pre-line not-italic">
          {`${employer.name}\n${employer.address}\n${employer.postcode} ${employer.town}\n${employer.country}`}
        </address>
        <h2 className="text-h3 font-semibold">{t('letter.heading')}</h2>
        <p>{t('letter.text', { name: employer.name, number: employer.number, reference })}</p>
        <p>{t('letter.effect', { date: format.dateTime(day, { dateStyle: 'long', timeZone: 'Europe/Stockholm' }) })}</p>
        <h3 className="font-semibold">{t('letter.who')}</h3>
        <ul className="list-disc pl-6">
          {administrators.map(({ name, masked, company }) => (
            <li key={`${name} ${masked}`}>{[name, company].filter(Boolean).join(', ')}</li>
          ))}
        </ul>
        <p>{t('letter.wrong', { reference })}</p>
        {contact !== '' && <p>{t('letter.contact', { contact })}</p>}
        <p>{t('letter.right')}</p>
      </article>
    </Page>
  )
}

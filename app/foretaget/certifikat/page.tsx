import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CertificateDesk } from '#components/certificate/certificate-desk.tsx'
import { CertificateTable, validFromField } from '#components/certificate/certificate-table.tsx'
import { EndingNotice } from '#components/certificate/ending-notice.tsx'
import { PASTE_FIELDS, PasteForm } from '#components/certificate/register-form.tsx'
import { ClientText } from '#components/layout/client-text.tsx'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import type { FormAgain } from '#components/send/refusal-notice.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listCertificates, listRevocation } from '#lib/certificates/list-certificates.ts'
import { portalTrust } from '#lib/certificates/portal-trust.ts'
import { webEnv } from '#lib/env.ts'
import { writePem } from '#lib/pki/pem.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import type { SentBack } from '#lib/web/pages/sent-back.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('certificates')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CertificatesPage({ searchParams }: Props) {
  const query = await searchParams
  const { employer, mayChange, prove, done, refused, kept } = await companyPage('/foretaget/certifikat', query)
  const t = await getTranslations('certificates')
  const words = await getTranslations('companyPages')
  const at = await pageContext()
  const { db, now } = at
  const trust = portalTrust({ db, env: webEnv() })
  const { authorities } = trust
  const rows = await listCertificates(at, employer.employerId)
  const revocation = await listRevocation({ ...at, trust }, employer.employerId)
  const ending = rows.findLast((row) => row.daysLeft >= 0 && row.daysLeft <= 60)
  const again = formAgain({ refused, kept })
  return (
    <Page menu={<CompanyNav />} width="wide">
      <CompanyHead
        employer={employer.name}
        title={t('title')}
        lead={t('lead')}
        done={done}
        refused={refused}
        prove={prove}
        field={again?.field}
      />
      {!mayChange && <Notice tone="info" title={words('onlySee')} />}
      {ending && <EndingNotice name={ending.commonName} days={ending.daysLeft} link="order" />}
      <Section id="registrerade" title={t('list.title')}>
        {rows.length > 0 ? (
          <CertificateTable rows={rows} revocation={revocation} mayChange={mayChange} again={again} />
        ) : (
          <Empty>
            <p>{t('list.empty')}</p>
            <p>{t('list.emptyNext')}</p>
          </Empty>
        )}
      </Section>
      <Section id="oppna" title={t('open.title')}>
        <div className="grid max-w-doing gap-6">
          <ClientText topics={['certificates']}>
            <CertificateDesk
              terms={{
                employer: employer.name,
                orgnr: employer.orgnr,
                environment: webEnv().MILJO,
                authorities: authorities.map(({ der }) => writePem('CERTIFICATE', der)).join(''),
                mayChange,
                now: now.toISOString(),
              }}
            />
          </ClientText>
          {mayChange &&
            (authorities.length > 0 ? <PasteForm again={again} /> : <Notice tone="warning" title={t('register.off')} />)}
        </div>
      </Section>
    </Page>
  )
}

/** The form that was refused: the certificate as text, or the time of one that is registered. */
function formAgain({ refused, kept }: SentBack): FormAgain | undefined {
  if (refused?.code !== 'invalid' && refused?.reason !== 'certificate_registered') return undefined
  const fields = kept?.fields ?? {}
  if (refused.reason !== 'valid_from') return { refused, fields, field: PASTE_FIELDS.certificate }
  if (!kept) return undefined
  return { refused, fields, field: kept.form === 'changeValidFrom' ? validFromField(fields.id) : PASTE_FIELDS.from }
}

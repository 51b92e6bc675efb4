import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { PartList, type PartRow } from '#components/operate/part-list.tsx'
import { RefusalNotice, readRefused } from '#components/send/refusal-notice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { type PartState, type Parts, readParts } from '#lib/web/pages/read-parts.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('health')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Also where a form is sent back to when the database is away: with the reason in the address. */
export default async function HealthPage({ searchParams }: Props) {
  const t = await getTranslations('health')
  const locale = await getLocale()
  const refused = readRefused(await searchParams)
  const parts = await readParts()
  const rows = rowsOf(parts)
  const details = parts.kind === 'known' ? parts.details : undefined
  const isFine = rows.every(({ isWell }) => isWell)
  const now = new Date()
  return (
    <Page>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {refused && <RefusalNotice refused={refused} />}
      <Notice tone={isFine ? 'success' : 'warning'} title={isFine ? t('fine') : t('disrupted')} />
      <Section id="delar" title={t('parts')}>
        <PartList parts={rows} />
        <p className="text-small text-muted">{t('asked', { time: `${longDate(now, locale)} ${clockPhrase(now, locale)}` })}</p>
      </Section>
      {(details?.revocation || details?.mail) && (
        <Section id="certifikat" title={t('certificates')}>
          {details.revocation && <p className="max-w-text">{t(`revocation.${details.revocation}`)}</p>}
          {details.mail && <p className="max-w-text">{t(`mail.${details.mail}`)}</p>}
        </Section>
      )}
      <Section id="fk" title={t('fk')}>
        <p className="max-w-text">{t('fkText')}</p>
      </Section>
    </Page>
  )
}

function rowsOf(parts: Parts): PartRow[] {
  if (parts.kind === 'database-away')
    return [
      { part: 'portal', isWell: false, since: null },
      { part: 'relay', isWell: false, since: null },
      { part: 'gateway', isWell: false, since: null },
    ]
  return [{ part: 'portal', isWell: true, since: null }, relayRow(parts), { part: 'gateway', ...rowOf(parts.gateway) }]
}

function relayRow({ gate, relay }: Extract<Parts, { kind: 'known' }>): PartRow {
  if (gate.kind === 'stopped') return { part: 'relay', isWell: false, since: gate.since, stopped: gate.why }
  return { part: 'relay', ...rowOf(relay) }
}

function rowOf(state: PartState): Pick<PartRow, 'isWell' | 'since'> {
  return state.kind === 'well' ? { isWell: true, since: null } : { isWell: false, since: state.since }
}

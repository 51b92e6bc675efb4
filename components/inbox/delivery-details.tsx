// Files from FK as the inbox shows them: the list, one delivery with its log and what can be done with it, notices on the home page.
// Not here: reading them (lib/deliveries).

import { useLocale, useTranslations } from 'next-intl'
import { type CurlPlace, calls } from '#components/automate/curl-call.ts'
import { SameWithCurl } from '#components/automate/same-with-curl.tsx'
import { ReaderNotice } from '#components/people/reader-notice.tsx'
import { type FormRefusal, RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Fold } from '#components/ui/fold.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { DAY_MS } from '#lib/calendar.ts'
import type { FoundDelivery } from '#lib/deliveries/find-delivery.ts'
import { longDate } from '#lib/text/format-time.ts'
import { AccessLog } from './access-log.tsx'
import { Acknowledge, Download } from './delivery-actions.tsx'
import { DeliveryFacts } from './delivery-facts.tsx'
import { TechnicalFacts } from './technical-facts.tsx'

type Props = {
  delivery: FoundDelivery
  employer: string
  /** Absent for a company that does not call by curl. */
  place: CurlPlace | undefined
  done: boolean
  /** Looks only. */
  isReader: boolean
  refused?: FormRefusal | undefined
}

/** What can be done with it by curl as well. */
function doingWith({ name, status }: FoundDelivery, place: CurlPlace) {
  const fetch = { what: 'fetch', call: calls.fetch(place, name) } as const
  return status === 'kvitterad' ? [fetch] : [fetch, { what: 'acknowledge', call: calls.acknowledge(place, name) } as const]
}

/** One delivery: whether it is fetched, what can be done with it and until when, what it is, who has opened it. */
export function DeliveryDetails({ delivery, employer, place, done, isReader, refused }: Props) {
  const t = useTranslations('inbox')
  const { name, status, nearDays, accessCount, accesses } = delivery
  return (
    <Page before={<Breadcrumb label={t('trail')} trail={[{ text: t('title'), href: '/inkorg' }]} here={name} />}>
      <PageTitle over={t('from', { employer })}>{t(`what.${status}`)}</PageTitle>
      {refused && <RefusalNotice refused={refused} />}
      {done && (
        <Notice tone="success" title={t('acknowledged')} live="status">
          <p>{t('acknowledgedIs')}</p>
        </Notice>
      )}
      <div className="grid justify-items-start gap-5">
        <Until delivery={delivery} />
        {!isReader && status !== 'gallrad' && <Download delivery={delivery} />}
        {!isReader && (status === 'ny' || status === 'hamtad') && <Acknowledge delivery={delivery} />}
        {isReader && status !== 'gallrad' && <ReaderNotice employer={employer} lacks="open" />}
        {nearDays !== null && <StatusDot tone="warning">{t('removed', { days: nearDays })}</StatusDot>}
      </div>
      <DeliveryFacts delivery={delivery} />
      <Section id="logg" title={t('log')}>
        <AccessLog accesses={accesses} more={accessCount - accesses.length} />
      </Section>
      <div className="grid">
        <Fold id="teknik" title={t('technical')}>
          <TechnicalFacts delivery={delivery} />
          {place && status !== 'gallrad' && <SameWithCurl place={place} doing={doingWith(delivery, place)} />}
        </Fold>
      </div>
    </Page>
  )
}

function Until({ delivery: { status, purgeOn, accesses } }: { delivery: FoundDelivery }) {
  const t = useTranslations('inbox')
  const locale = useLocale()
  if (status === 'gallrad') return <p className="text-large">{t(accesses.length === 0 ? 'goneNever' : 'gone')}</p>
  const days = { day: longDate(new Date(purgeOn.getTime() - DAY_MS), locale), purgeDay: longDate(purgeOn, locale) }
  return <p className="text-large">{t(status === 'ny' ? 'until' : 'untilAgain', days)}</p>
}

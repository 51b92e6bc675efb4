// Files from FK as the inbox shows them: the list, one delivery with its log and what can be done with it, notices on the home page.
// Not here: reading them (lib/deliveries).

import { useLocale, useTranslations } from 'next-intl'
import { type CurlPlace, calls } from '#components/automate/curl-call.ts'
import { SameWithCurl } from '#components/automate/same-with-curl.tsx'
import { ReaderNotice } from '#components/people/reader-notice.tsx'
import { type FormRefusal, RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import { DAY_MS } from '#lib/calendar.ts'
import type { FoundDelivery } from '#lib/deliveries/find-delivery.ts'
import { longDate } from '#lib/text/format-time.ts'
import { AccessLog } from './access-log.tsx'
import { Acknowledge, Download } from './delivery-actions.tsx'
import { DeliveryFacts } from './delivery-facts.tsx'
import { DELIVERY_TONE } from './delivery-tone.ts'
import { ServiceName } from './service-name.tsx'

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

/** One delivery: what can be done with it and until when, what it is, who has opened it. */
export function DeliveryDetails({ delivery, employer, place, done, isReader, refused }: Props) {
  const t = useTranslations('inbox')
  const { name, status, service, nearDays, accessCount, accesses } = delivery
  return (
    <Page width="wide" before={<Breadcrumb label={t('trail')} trail={[{ text: t('title'), href: '/inkorg' }]} here={name} />}>
      <PageTitle
        over={
          <>
            <ServiceName id={service} /> · {employer}
          </>
        }
        lead={<span className="font-semibold text-ink wrap-anywhere">{name}</span>}
      >
        {t('page')}
      </PageTitle>
      {refused && <RefusalNotice refused={refused} />}
      {done && (
        <Notice tone="success" title={t('acknowledged')} live="status">
          <p>{t('acknowledgedIs')}</p>
        </Notice>
      )}
      {nearDays !== null && <Notice tone="warning" title={t('near', { days: nearDays })} />}
      <div className="grid items-start gap-x-12 gap-y-8 *:min-w-0 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid justify-items-start gap-5 *:min-w-0">
          <StatusTag tone={DELIVERY_TONE[status]}>{t(`status.${status}`)}</StatusTag>
          <div className="grid gap-1">
            <p className="text-lead">{t(`what.${status}`)}</p>
            <Until delivery={delivery} />
          </div>
          {!isReader && status !== 'gallrad' && <Download delivery={delivery} />}
          {!isReader && (status === 'ny' || status === 'hamtad') && <Acknowledge delivery={delivery} />}
          {isReader && status !== 'gallrad' && <ReaderNotice employer={employer} lacks="open" />}
        </div>
        <Section id="uppgifter" title={t('facts')}>
          <DeliveryFacts delivery={delivery} />
        </Section>
      </div>
      <Section id="logg" title={t('log')}>
        <AccessLog accesses={accesses} more={accessCount - accesses.length} />
      </Section>
      {place && status !== 'gallrad' && <SameWithCurl place={place} doing={doingWith(delivery, place)} />}
    </Page>
  )
}

function Until({ delivery: { status, purgeOn, accesses } }: { delivery: FoundDelivery }) {
  const t = useTranslations('inbox')
  const locale = useLocale()
  if (status === 'gallrad') return <p className="text-muted">{t(accesses.length === 0 ? 'goneNever' : 'gone')}</p>
  const days = { day: longDate(new Date(purgeOn.getTime() - DAY_MS), locale), purgeDay: longDate(purgeOn, locale) }
  return <p className="text-muted">{t(status === 'ny' ? 'until' : 'untilAgain', days)}</p>
}

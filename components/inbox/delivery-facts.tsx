import { useLocale, useTranslations } from 'next-intl'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FoundDelivery } from '#lib/deliveries/find-delivery.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { ServiceName } from './service-name.tsx'

/** What the file is, and how long it stays. */
export function DeliveryFacts({ delivery }: { delivery: FoundDelivery }) {
  const t = useTranslations('inbox')
  const { name, service, bytes, receivedAt, purgeOn, purgedAt } = delivery
  const rows = [
    { term: t('file'), text: <bdi>{name}</bdi> },
    { term: t('service'), text: <ServiceName id={service} /> },
    { term: t('received'), text: <Time at={receivedAt} /> },
    { term: t('size'), text: formatSize(bytes, useLocale()) },
    purgedAt
      ? { term: t('purged'), text: <Time at={purgedAt} /> }
      : { term: t('purge'), text: <Time at={purgeOn} form="date" /> },
  ]
  return <DefinitionList rows={rows} />
}

import { useLocale, useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FoundDelivery } from '#lib/deliveries/find-delivery.ts'
import { formatSize } from '#lib/text/format-size.ts'

/** What the file is, from whom, and how long it stays. */
export function DeliveryFacts({ delivery }: { delivery: FoundDelivery }) {
  const t = useTranslations('inbox')
  const copy = useTranslations('common.copy')
  const page = useTranslations('submissions.page')
  const locale = useLocale()
  const { name, givenName, bytes, receivedAt, purgeOn, purgedAt, sha256, receiverId } = delivery
  const rows = [
    { term: t('from'), text: t('fk') },
    { term: t('received'), text: <Time at={receivedAt} /> },
    { term: t('size'), text: formatSize(bytes, locale) },
    purgedAt
      ? { term: t('purged'), text: <Time at={purgedAt} /> }
      : { term: t('purge'), text: <Time at={purgeOn} form="date" /> },
    ...(givenName === name ? [] : [{ term: t('givenName'), text: givenName }]),
    {
      term: t('hash'),
      text: (
        <span className="grid justify-items-start gap-2">
          <span className="font-mono text-small wrap-anywhere select-all">{sha256}</span>
          <CopyButton
            text={sha256}
            label={page('copy', { thing: page('copyHash') })}
            done={copy('done')}
            failed={copy('failed')}
          />
        </span>
      ),
    },
    { term: t('receiverId'), text: <span className="font-mono text-small wrap-anywhere select-all">{receiverId}</span> },
  ]
  return <DefinitionList rows={rows} />
}

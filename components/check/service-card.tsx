import { useLocale, useTranslations } from 'next-intl'
import { Card } from '#components/ui/card.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import type { FileFormat } from '#lib/services/description.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { serviceText } from '#lib/text/services.ts'

type Props = {
  id: string
  receiver: 'fk' | 'skatteverket'
  /** `check`: nothing is ever sent; `tried`: in test, nothing is sent yet. */
  kind: 'check' | 'tried' | 'sent'
  formats: readonly FileFormat[]
  maxBytes: number
}

/** One e-service: what its file holds, its formats, its receiver. */
export function ServiceCard({ id, receiver, kind, formats, maxBytes }: Props) {
  const t = useTranslations('send.choose')
  const services = useTranslations('services')
  const locale = useLocale()
  const key = serviceText(id)
  const kinds = formats.map((format) => services(`format.${format}`)).join(', ')
  return (
    <Card as="li" labelledBy={`tjanst-${id}`} className="grid justify-items-start gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Heading level={2} look={3} id={`tjanst-${id}`}>
          {services(`name.${key}`)}
        </Heading>
        {kind !== 'sent' && <StatusTag tone="neutral">{t(kind === 'check' ? 'checkOnly' : 'tried')}</StatusTag>}
      </div>
      <p>{services(`takes.${key}`)}</p>
      <p className="text-small text-muted">
        {t('takes')} {kinds}. {t('limit', { size: formatSize(maxBytes, locale) })}. {t('receiver')}{' '}
        {services(`receiver.${receiver}`)}.
      </p>
      <LinkButton href={`/lamna/${id}`} kind={kind === 'check' ? 'secondary' : 'primary'}>
        {t(kind === 'sent' ? 'pick' : 'pickCheck', { service: services(`name.${key}`) })}
      </LinkButton>
    </Card>
  )
}

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { Heading } from '#components/ui/heading.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FileFormat } from '#lib/services/description.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { serviceText } from '#lib/text/services.ts'

export type Offer = {
  id: string
  receiver: 'fk' | 'skatteverket'
  checkOnly: boolean
  maxBytes: number
  formats: FileFormat[]
}

/** The e-services: what each takes, where it goes, how the file may look. */
export function ServiceList({ offers }: { offers: Offer[] }) {
  return (
    <ul className="grid border-t border-line">
      {offers.map((offer) => (
        <Entry key={offer.id} offer={offer} />
      ))}
    </ul>
  )
}

function Entry({ offer: { id, receiver, checkOnly, maxBytes, formats } }: { offer: Offer }) {
  const t = useTranslations('services')
  const start = useTranslations('start.services')
  const locale = useLocale()
  const format = useFormatter()
  const key = serviceText(id)
  const to = { receiver: t(`receiver.${receiver}`) }
  return (
    <li className="grid gap-1 border-b border-line py-4">
      <Heading level={3} look={4}>
        {t(`name.${key}`)}
      </Heading>
      <p>{t(`takes.${key}`)}</p>
      <p className="text-small text-muted">
        {checkOnly ? start('checkOnly', to) : start('to', to)}{' '}
        {start('formats', { formats: format.list(formats.map((name) => t(`format.${name}`))) })},{' '}
        {start('limit', { size: formatSize(maxBytes, locale) })}.
      </p>
      <p className="text-small">
        <TextLink href={`/postbeskrivningar/${id}`}>{start('docs', { service: t(`name.${key}`) })}</TextLink>
      </p>
    </li>
  )
}

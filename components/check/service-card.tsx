import { useLocale, useTranslations } from 'next-intl'
import { Heading } from '#components/ui/heading.tsx'
import { Icon } from '#components/ui/icon.tsx'
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

/** One e-service: what its file holds, its formats, its receiver. The whole card is the link. */
export function ServiceCard({ id, receiver, kind, formats, maxBytes }: Props) {
  const t = useTranslations('send.choose')
  const services = useTranslations('services')
  const locale = useLocale()
  const key = serviceText(id)
  const kinds = formats.map((format) => services(`format.${format}`)).join(', ')
  return (
    <li className="group relative flex items-center gap-4 rounded-card border border-line bg-page p-5 hover:border-action hover:bg-hover has-[a:focus-visible]:border-action sm:p-6">
      <div className="grid min-w-0 grow gap-2">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Heading level={2} look={3}>
            <a
              href={`/lamna/${id}`}
              className="text-link underline decoration-1 underline-offset-4 group-hover:text-link-strong group-hover:decoration-2 after:absolute after:inset-0 after:rounded-card"
            >
              {t(kind === 'sent' ? 'pick' : 'pickCheck', { service: services(`name.${key}`) })}
            </a>
          </Heading>
          {kind !== 'sent' && <StatusTag tone="neutral">{t(kind === 'check' ? 'checkOnly' : 'tried')}</StatusTag>}
        </div>
        <p>{services(`takes.${key}`)}</p>
        <p className="text-small text-muted">
          {t('takes')} {kinds}. {t('limit', { size: formatSize(maxBytes, locale) })}. {t('receiver')}{' '}
          {services(`receiver.${receiver}`)}.
        </p>
      </div>
      <Icon name="arrow" className="size-6 text-link" />
    </li>
  )
}

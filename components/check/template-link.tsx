'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { MouseEvent } from 'react'
import { TextLink } from '#components/ui/text-link.tsx'
import { serviceById } from '#lib/services/catalogue.ts'
import { isLocale } from '#lib/text/locale.ts'
import { saveBlob } from './save-blob.ts'

type Props = { serviceId: string; company: { identity: string; name: string } | undefined }

/** An empty workbook to fill in: with the company's own name where one is chosen, made here in the browser; without JavaScript for anybody. */
export function TemplateLink({ serviceId, company }: Props) {
  const t = useTranslations('send.template')
  const locale = useLocale()
  const service = serviceById(serviceId)
  if (!service?.table) return null

  async function save(event: MouseEvent) {
    if (!company || !service) return
    event.preventDefault()
    const { makeTemplate } = await import('#lib/samples/template.ts')
    const template = makeTemplate(service, { company, locale: isLocale(locale) ? locale : 'sv' })
    if (!template) return
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    saveBlob({ name: `${service.id}-mall.xlsx`, blob: new Blob([template as BlobPart], { type }) })
  }

  return (
    <p className="text-muted">
      {t('lead')}{' '}
      <TextLink
        href={`/postbeskrivningar/${serviceId}/mall`}
        download={`${serviceId}-mall.xlsx`}
        onClick={(event) => void save(event)}
      >
        {t(company ? 'own' : 'open')}
      </TextLink>
    </p>
  )
}

import { useTranslations } from 'next-intl'
import { TextLink } from '#components/ui/text-link.tsx'
import { samplesOf } from '#lib/samples/samples.ts'
import type { Service } from '#lib/services/description.ts'

/** The DTD, and the samples that are as they should be; each rule has its own further down. */
export function Downloads({ service }: { service: Service }) {
  const t = useTranslations('docs.downloads')
  const formats = useTranslations('services.format')
  const base = `/postbeskrivningar/${service.id}`
  return (
    <>
      <ul className="grid list-disc gap-1.5 pl-5">
        {service.xml.doctype && (
          <li>
            <TextLink href={`${base}/dtd`}>{`${t('dtd')}: ${service.xml.doctype.system}`}</TextLink>
          </li>
        )}
        {samplesOf(service)
          .filter(({ code }) => code === null)
          .map(({ name, format }) => (
            <li key={name}>
              <TextLink href={`${base}/exempel/${name}`}>{t('clean', { format: formats(format) })}</TextLink>
            </li>
          ))}
      </ul>
      <p className="max-w-text text-muted">{t('note')}</p>
    </>
  )
}

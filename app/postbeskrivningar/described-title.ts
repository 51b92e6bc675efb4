import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { DescriptionPart } from '#components/docs/description-frame.tsx'
import type { Service } from '#lib/services/description.ts'
import { serviceText } from '#lib/text/services.ts'

/** The title of a part of a postbeskrivning, as its h1. */
export async function describedTitle({ id }: Service, part: DescriptionPart): Promise<Metadata> {
  const t = await getTranslations('docs')
  const name = (await getTranslations('services.name'))(serviceText(id))
  return { title: part === 'falt' ? name : t('partOf', { name, part: t(`parts.${part}`) }) }
}

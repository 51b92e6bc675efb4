import { useTranslations } from 'next-intl'
import { isServiceText } from '#lib/text/services.ts'

/** What an e-service is called. FK may send files of one that the portal has no words for: then it goes by its id. */
export function ServiceName({ id }: { id: string }) {
  const t = useTranslations('services.name')
  return isServiceText(id) ? t(id) : id
}
